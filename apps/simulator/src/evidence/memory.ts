/** Answers of worlds in which nobody acts never change: what was asked once, by whichever team, is known. */
import type { Examined, Groups } from './examine.ts';

/** Where answers come from. */
export interface Source {
  /** Names it among all that share a memory; null where a team acted: nobody else has that world. */
  readonly name: string | null;
  open(): Promise<Examined>;
}

/** Numbers by group, or what was found in words. */
export type Answer = Groups | string;

/** Numbers that are kept, 8 bytes each; those that were kept first go first. */
const mostNumbers = 16_000_000;
/** What each answer costs besides its numbers. */
const overhead = 64;

const sizeOf = (answer: Answer): number =>
  typeof answer === 'string'
    ? overhead + answer.length
    : [...answer.values()].reduce((sum, { length }) => sum + length + overhead, overhead);

export class AnswerMemory {
  readonly #kept = new Map<string, Promise<Answer>>();
  readonly #sizes = new Map<string, number>();
  #numbers = 0;

  /**
   * Opens the source only for what is not known. `question` is all that the answer depends on.
   * Rejects with the query's own error, which is not kept.
   */
  async ask(source: Source, question: readonly unknown[], ask: (world: Examined) => Promise<Answer>): Promise<Answer> {
    const asked = async (): Promise<Answer> => ask(await source.open());
    if (source.name === null) return asked();
    const key = JSON.stringify([source.name, ...question]);
    const known = this.#kept.get(key);
    if (known) return known;
    const answer = asked();
    this.#kept.set(key, answer);
    try {
      this.#keep(key, sizeOf(await answer));
      return answer;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  #keep(key: string, size: number): void {
    this.#sizes.set(key, size);
    this.#numbers += size;
    for (const [oldest, itsSize] of this.#sizes) {
      if (this.#numbers <= mostNumbers) return;
      this.#sizes.delete(oldest);
      this.#kept.delete(oldest);
      this.#numbers -= itsSize;
    }
  }
}
