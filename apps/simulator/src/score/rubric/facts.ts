/** What several rules need to know of a record. */
import type { Verdict } from '../../evidence/index.ts';
import type { RubricKey } from './key.ts';
import { type EntryOf, inOrder, type Kind, type RecordEntry } from './record.ts';
import { leastDwellSeconds, leastSharpness, pinBudget } from './weights.ts';
import { consistentWith, narrowing, sharpness, tellsAnything, verdictOn, worldOf } from './worlds.ts';

export type HypothesisEntry = EntryOf<'hypothesis'>;
export type PinEntry = EntryOf<'pin'>;

export interface JudgedPin {
  readonly pin: PinEntry;
  readonly verdict: Verdict;
  /** Right, looked at for long enough, and not the same in every world. */
  readonly good: boolean;
}

export interface Facts {
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
  /** Those that were kept: one a signal, in order of time, at most as many as the budget allows. */
  readonly pins: readonly JudgedPin[];
  readonly good: readonly PinEntry[];
  readonly wrong: readonly PinEntry[];
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

export type Notebook = Pick<Facts, 'pins' | 'good' | 'wrong'>;

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

/** Of a signal pinned more than once the last reading counts, from when it was first given. */
function keptPins(pins: readonly PinEntry[]): PinEntry[] {
  const signals = [...new Set(pins.map(({ signal }) => signal))].slice(0, pinBudget);
  const kept = signals.flatMap((signal) => {
    const own = pins.filter((pin) => pin.signal === signal);
    return own.find(({ reading }) => reading === own.at(-1)?.reading) ?? [];
  });
  return kept.sort((a, b) => a.t - b.t);
}

const wallOf = ({ wall, t }: RecordEntry): number => wall ?? t;

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

interface Judging {
  readonly key: RubricKey;
  readonly seen: ReadonlyMap<string, RecordEntry>;
  readonly byKind: ByKind;
  /** Code or an answer has told what was wrong: taking it back is too late. */
  readonly lateT: number;
}

/** Gives the notebook as it stood at an instant. A withdrawal counts from its own instant on. */
function notebooks({ key, seen, byKind, lateT }: Judging): (t: number) => Notebook {
  const untilT = new Map(byKind.withdrawal.filter(({ t }) => t < lateT).map(({ pin, t }) => [pin, t]));
  const stands = ({ seq }: PinEntry, t: number): boolean => !untilT.has(seq) || (untilT.get(seq) ?? 0) > t;
  const known = new Map<number, Notebook>();
  return (t) => {
    const standing = byKind.pin.filter((pin) => stands(pin, t));
    const notebook = known.get(standing.length) ?? judged(standing, key, seen);
    // Nothing comes back: as many pins are the same pins.
    known.set(standing.length, notebook);
    return notebook;
  };
}

function judged(standing: readonly PinEntry[], key: RubricKey, seen: ReadonlyMap<string, RecordEntry>): Notebook {
  const pins = keptPins(standing).map((pin): JudgedPin => {
    const verdict = verdictOn(key, pin.signal, pin.reading);
    const first = seen.get(pin.signal);
    const looked = first !== undefined && wallOf(pin) - wallOf(first) >= leastDwellSeconds;
    return { pin, verdict, good: verdict === 'right' && looked && tellsAnything(key, pin.signal) };
  });
  const good = pins.filter((one) => one.good).map(({ pin }) => pin);
  const wrong = pins.filter(({ verdict }) => verdict === 'wrong').map(({ pin }) => pin);
  return { pins, good, wrong };
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
  const notebookAt = notebooks({ key, seen, byKind, lateT: Math.min(codeT, answers[0]?.t ?? codeT) });
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
