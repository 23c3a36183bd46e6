/** Signals of a drill: what was pinned, predicted and asked, each once. */
import type { About, Seen } from '../../evidence/index.ts';
import { covers, identityOf } from '../../evidence/index.ts';

export interface DrillSignal {
  readonly id: string;
  readonly about: About;
  /** All that it was asked by, the first one too. */
  readonly wordings: readonly About[];
  /** By world. Of a change the other worlds say nothing: that something was changed is no evidence of what it did. */
  readonly outcomes: Seen;
  readonly title: string;
  /** Grounds a slot though it tells no worlds apart. */
  readonly telling: boolean;
  /** End of the window. */
  readonly toMs: number;
}

export interface NewSignal extends Omit<DrillSignal, 'id' | 'wordings'> {
  /** What its query comes to; undefined: only its text is known. */
  readonly family: string | undefined;
}

const text = (outcomes: Seen): string => JSON.stringify(Object.entries(outcomes).sort());

/** Two queries over the same series or lines are one signal, unless their windows show different things. */
export class SignalBook {
  readonly #names = new Map<string, string>();
  readonly #byName = new Map<string, (DrillSignal & { readonly wordings: About[] })[]>();

  /** One name for all that is about the same, by its text or by what it comes to. */
  nameOf(about: About, family: string | undefined): string {
    const identity = identityOf(about);
    const ofFamily = family === undefined ? identity : `${about.modality} family ${family}`;
    const name = this.#names.get(identity) ?? this.#names.get(ofFamily) ?? identity;
    this.#names.set(identity, name);
    if (!this.#names.has(ofFamily)) this.#names.set(ofFamily, name);
    return name;
  }

  add({ family, ...signal }: NewSignal): DrillSignal {
    const name = this.nameOf(signal.about, family);
    const known = this.#byName.get(name) ?? [];
    this.#byName.set(name, known);
    const same = known.find((one) => text(one.outcomes) === text(signal.outcomes));
    if (same) {
      same.wordings.push(signal.about);
      return same;
    }
    const id = known.length === 0 ? name : `${name} (${known.length + 1})`;
    const added = { ...signal, id, wordings: [signal.about] };
    known.push(added);
    return added;
  }

  all(): DrillSignal[] {
    return [...this.#byName.values()].flat();
  }

  /** Those that somebody has before their eyes who asks this. */
  shownBy(about: About): DrillSignal[] {
    return this.all().filter(({ wordings }) => wordings.some((wording) => covers(about, wording)));
  }
}
