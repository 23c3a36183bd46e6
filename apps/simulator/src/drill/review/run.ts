/** A scored run, as the reviews of it read it. */
import type { Entry } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { contradicts, type DrillScore, factsOf, type RecordEntry } from '../../score/index.ts';

export interface Run extends DrillScore {
  readonly journal: readonly Entry[];
  readonly scenario: Scenario;
  readonly facts: ReturnType<typeof factsOf>;
}

export const runOf = (journal: readonly Entry[], scenario: Scenario, drill: DrillScore): Run => ({
  ...drill,
  journal,
  scenario,
  facts: factsOf(drill.record, drill.key),
});

export const entryOf = ({ journal }: Run, seq: number): Entry | undefined => journal.find((entry) => entry.seq === seq);

/** Signals that an entry put before somebody's eyes. */
export function signalsSeen({ book }: Run, { seq, data }: Entry): string[] {
  if (data.type === 'evidence.pinned') return [book.ofPin.get(data.pinId)?.id ?? []].flat();
  return (book.ofQuery.get(seq) ?? []).flatMap(({ signal }) => signal?.id ?? []);
}

/** Components that an entry's query names. */
export function componentsSeen({ book }: Run, { seq, data }: Entry): readonly string[] {
  if (data.type === 'evidence.pinned') return book.ofPin.get(data.pinId)?.about.names ?? [];
  return (book.ofQuery.get(seq) ?? []).flatMap(({ about }) => about.names);
}

/** Worlds that a signal tells from the true one. */
export const apart = ({ key }: Run, signal: string): string[] =>
  key.worlds.filter((world) => contradicts(key, signal, world));

export type OfKind<K extends RecordEntry['kind']> = Extract<RecordEntry, { kind: K }>;
export const ofKind = <K extends RecordEntry['kind']>({ facts }: Run, kind: K): OfKind<K>[] =>
  facts.entries.filter((entry): entry is OfKind<K> => entry.kind === kind);
