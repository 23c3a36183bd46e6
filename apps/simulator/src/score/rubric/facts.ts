/** What several rules need to know of a record. */
import type { RubricKey } from './key.ts';
import { type Notebook, notebooks, type PinEntry } from './notebook.ts';
import { type EntryOf, inOrder, type Kind, type RecordEntry } from './record.ts';
import { leastSharpness } from './weights.ts';
import { consistentWith, narrowing, sharpness, worldOf } from './worlds.ts';

export type HypothesisEntry = EntryOf<'hypothesis'>;

export interface Facts extends Notebook {
  readonly key: RubricKey;
  readonly entries: readonly RecordEntry[];
  readonly byKind: ByKind;
  readonly firstCode: EntryOf<'code'> | null;
  /** Infinity when no code was opened. */
  readonly codeT: number;
  readonly answers: readonly EntryOf<'answer'>[];
  /** The last answer, or else the end of the record. */
  readonly endT: number;
  readonly hintedSignals: ReadonlySet<string>;
  readonly hintedSlots: ReadonlySet<string>;
  readonly queries: readonly EntryOf<'query'>[];
  /** When a signal that was pinned or put on the timeline was first seen. */
  readonly seen: ReadonlyMap<string, RecordEntry>;
  /** As it stood at an instant: what was withdrawn later still counted. */
  notebookAt(t: number): Notebook;
  /** Those that rest on something new. */
  readonly hypotheses: readonly HypothesisEntry[];
  /** The first that is ready. */
  readonly lock: HypothesisEntry | null;
  /** Infinity when none is ready. */
  readonly lockT: number;
  /** The last from the ready one on: what the team believed in the end. */
  readonly last: HypothesisEntry | null;
  /** A ready hypothesis came before any code. */
  readonly blind: boolean;
}

/** In their order. Told apart once: a run is scored hundreds of times to find what would have gained most. */
type ByKind = { readonly [K in Kind]: readonly EntryOf<K>[] };

function byKindOf(entries: readonly RecordEntry[]): ByKind {
  const kinds: { readonly [K in Kind]: EntryOf<K>[] } = {
    action: [],
    answer: [],
    check: [],
    code: [],
    contradiction: [],
    hint: [],
    hypothesis: [],
    other: [],
    phase: [],
    pin: [],
    query: [],
    recovery: [],
    timeline: [],
    view: [],
    withdrawal: [],
  };
  for (const entry of entries) {
    const same: RecordEntry[] = kinds[entry.kind];
    same.push(entry);
  }
  return kinds;
}

/** Of the signals that something was made of; all others are seen for nothing. */
function firstSeen(entries: readonly RecordEntry[], { pin, timeline }: ByKind): Map<string, RecordEntry> {
  const wanted = new Set<string | null>([...pin.map(({ signal }) => signal), ...timeline.map(({ ref }) => ref)]);
  const seen = new Map<string, RecordEntry>();
  for (const entry of entries)
    if ((entry.kind === 'query' || entry.kind === 'view') && wanted.delete(entry.signal)) seen.set(entry.signal, entry);
  return seen;
}

/** A further hypothesis counts only when it rests on a new right pin or a checked prediction: spraying gains nothing. */
function groundedHypotheses({ check, hypothesis }: ByKind, good: readonly PinEntry[], endT: number) {
  const moments = [...good, ...check].map(({ t }) => t);
  const counted: HypothesisEntry[] = [];
  for (const entry of hypothesis) {
    const before = counted.at(-1);
    if (entry.t > endT) continue;
    if (!before || moments.some((t) => before.t < t && t <= entry.t)) counted.push(entry);
  }
  return counted;
}

export interface Readiness {
  readonly ready: boolean;
  /** In the order of the rule. */
  readonly lacks: readonly string[];
}

/** Whether a hypothesis rests on enough for code to cost nothing. */
export function readinessOf(
  { key, notebookAt }: Pick<Facts, 'key' | 'notebookAt'>,
  { t, slots, predictions }: HypothesisEntry,
): Readiness {
  const { good, wrong } = notebookAt(t);
  const rights = [...new Set(good.filter((pin) => pin.t <= t).map(({ signal }) => signal))];
  const wrongs = wrong.filter((pin) => pin.t <= t);
  const world = worldOf(key, slots);
  const lacks: string[] = [];
  if (new Set(rights.map((signal) => key.signals[signal]?.modality)).size < 2)
    lacks.push('right pins of two kinds of telemetry');
  if (rights.length < 2 * wrongs.length) lacks.push('twice as many right readings as wrong ones');
  if (world === null) lacks.push('a component and a mechanism that some world has together');
  else if (!consistentWith(key, rights).includes(world)) lacks.push('agreement with its own pins');
  if (narrowing(key, rights) < key.readiness) lacks.push('evidence that rules out enough rivals');
  if (!predictions.some((prediction) => sharpness(key, prediction, world) >= leastSharpness))
    lacks.push('a prediction that rivals would fail');
  return { ready: lacks.length === 0, lacks };
}

export function factsOf(record: readonly RecordEntry[], key: RubricKey): Facts {
  const entries = inOrder(record);
  const byKind = byKindOf(entries);
  const firstCode = byKind.code[0] ?? null;
  const codeT = firstCode?.t ?? Number.POSITIVE_INFINITY;
  const answers = byKind.answer;
  const endT = answers.at(-1)?.t ?? entries.at(-1)?.t ?? 0;
  const hints = byKind.hint;
  const seen = firstSeen(entries, byKind);
  const notebookAt = notebooks({
    key,
    seen,
    pins: byKind.pin,
    withdrawals: byKind.withdrawal,
    lateT: Math.min(codeT, answers[0]?.t ?? codeT),
  });
  const { pins, good, wrong } = notebookAt(Number.POSITIVE_INFINITY);
  const hypotheses = groundedHypotheses(byKind, notebookAt(Number.NEGATIVE_INFINITY).good, endT);
  const lock = hypotheses.find((hypothesis) => readinessOf({ key, notebookAt }, hypothesis).ready) ?? null;
  const lockT = lock?.t ?? Number.POSITIVE_INFINITY;
  return {
    key,
    entries,
    byKind,
    firstCode,
    codeT,
    answers,
    endT,
    hintedSignals: new Set(hints.flatMap(({ signals }) => signals)),
    hintedSlots: new Set(hints.flatMap(({ slots }) => slots)),
    queries: byKind.query,
    seen,
    pins,
    good,
    wrong,
    notebookAt,
    hypotheses,
    lock,
    lockT,
    last: lock ? (hypotheses.findLast(({ t }) => t >= lockT) ?? null) : null,
    blind: lock !== null && lockT < codeT,
  };
}

export const entriesOf = <K extends Kind>({ byKind }: Facts, kind: K): ByKind[K] => byKind[kind];

export const signalsOf = (pins: readonly { readonly signal: string }[]): string[] => [
  ...new Set(pins.map(({ signal }) => signal)),
];

export const modalitiesOf = ({ key }: Facts, signals: readonly string[]): string[] => [
  ...new Set(signals.map((signal) => key.signals[signal]?.modality ?? 'other')),
];

export const titleOf = ({ key }: Facts, signal: string): string => key.signals[signal]?.title ?? signal;
