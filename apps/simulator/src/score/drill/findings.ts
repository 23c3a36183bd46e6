/** What the worlds say about a journal: asked once, and then the score is a pure function. */
import type { Change, EvidenceQuery } from '@firedrill/protocol';
import type { Effect, How, Seen } from '../../evidence/index.ts';

export interface SpanName {
  readonly service: string;
  readonly operation: string;
}

/** Looked up in the team's own world before anything is compared. */
export interface Looked {
  /** By id: those that the journal names. */
  readonly changes: Readonly<Record<string, Change>>;
  /** By trace id: spans of opened traces in which most time passed. */
  readonly spans: Readonly<Record<string, readonly SpanName[]>>;
  /** By trace id: when it began. */
  readonly starts: Readonly<Record<string, number>>;
}

export interface Findings extends Looked {
  /** By the question's key: what it shows in each world. */
  readonly seen: Readonly<Record<string, Seen>>;
  /** By the question's key: what its query comes to in the team's own world, see `familyOf`. */
  readonly families: Readonly<Record<string, string>>;
  /** By entry: what each action changed. */
  readonly effects: Readonly<Record<number, Effect>>;
  /** Instants at which the page's rule held in the team's own world, from the page on, epoch ms. */
  readonly firingMs: readonly number[];
  /** Since when the page's rule had held when it paged, epoch ms; null when that is not known. */
  readonly symptomOnsetMs: number | null;
  /** Routes that were worse than in the healthy world. */
  readonly routes: readonly string[];
}

/** Of a trace, the span that was meant. */
export type AskedQuery =
  | Exclude<EvidenceQuery, { modality: 'trace' | 'event' }>
  | { readonly modality: 'trace'; readonly service: string; readonly operation: string }
  | { readonly modality: 'event'; readonly change: Change | null };

/** One question for all worlds. */
export interface DrillQuestion {
  readonly key: string;
  readonly query: AskedQuery;
  readonly window: { readonly fromMs: number; readonly toMs: number };
  readonly asOfMs: number;
  /** Of the incident itself, whatever the team did about it. */
  readonly untouched: boolean;
  readonly how: How;
}
