import type { Effect } from '../evidence/index.ts';

/** What a journal is scored against. Made from the worlds, not from opinions. */
export interface JudgedPin {
  readonly outcome: string;
  readonly verdict: 'right' | 'wrong' | 'unclear';
}

export interface AnswerKey {
  /** By pin id. */
  readonly pins: Readonly<Record<string, JudgedPin>>;
  /** By the entry's number: what each action changed. */
  readonly effects: Readonly<Record<number, Effect>>;
  readonly onsetMs: number;
  /** Caller and callee between which the cause acts. */
  readonly guiltyEdge: readonly [string, string];
}

export const rubricVersion = '1.0';
