/** What somebody does to the system: who, and the entries that it leaves in the feed. */
import { type OperationState, operationId } from '@firedrill/protocol';
import type { Kernel } from '../../kernel/index.ts';
import type { ChangeEvent, EventSink, Labels } from '../../telemetry/sinks.ts';

/** Details that say which operation an entry belongs to, and how far that is. */
export type Mark = (state: OperationState) => Labels;

type Note = Omit<ChangeEvent, 'timeUs' | 'author' | 'severity' | 'version' | 'details'> &
  Partial<Pick<ChangeEvent, 'severity' | 'version' | 'details'>>;

export class Operation {
  readonly author: string;
  readonly mark: Mark;
  readonly #kernel: Kernel;
  readonly #events: EventSink;

  /** `nth` counts from 1. */
  constructor(kernel: Kernel, events: EventSink, nth: number, author: string) {
    this.#kernel = kernel;
    this.#events = events;
    this.author = author;
    const operation = operationId(nth);
    this.mark = (state) => ({ operation, state });
  }

  note(state: OperationState, { details = {}, ...event }: Note): void {
    this.#events.append({
      timeUs: this.#kernel.nowUs,
      severity: 'normal',
      version: '',
      author: this.author,
      ...event,
      details: { ...details, ...this.mark(state) },
    });
  }
}
