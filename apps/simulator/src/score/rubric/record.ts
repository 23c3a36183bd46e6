/** What the rubric looks at: what people did, without how their tools wrote it down. */

interface Common {
  /** The journal entry that this comes from. */
  readonly seq: number;
  /** Work clock, seconds. Entries of a record are in this order. */
  readonly t: number;
  /** Seconds of a clock that does not stand still in a pause; how long somebody looked is measured by it. Default: `t`. */
  readonly wall?: number;
}

export type Slots = Readonly<Record<string, string | null | undefined>>;

export interface PredictedOutcome {
  readonly signal: string;
  readonly outcome: string;
}

export type RecordData =
  /** Of no weight, but it shows how long a run went on. */
  | { readonly kind: 'other' }
  | { readonly kind: 'query'; readonly signal: string }
  /** Came into view without being asked for: seen, and no query. */
  | { readonly kind: 'view'; readonly signal: string }
  | { readonly kind: 'pin'; readonly signal: string; readonly reading: string }
  /** `pin`: the entry that is taken back, from here on. */
  | { readonly kind: 'withdrawal'; readonly pin: number }
  /** `at` in the unit of the key's `onset`; `ref` is the signal that it rests on. */
  | { readonly kind: 'timeline'; readonly at: number; readonly ref: string | null; readonly onset: boolean }
  | {
      readonly kind: 'hypothesis';
      readonly slots: Slots;
      /** Signals of the cited pins. */
      readonly refs: readonly string[];
      readonly predictions: readonly PredictedOutcome[];
      /** Worlds that it rejects. */
      readonly alternatives: readonly string[];
    }
  | { readonly kind: 'check'; readonly signal: string; readonly result: string }
  /** `component`: null where it belongs to none, such as a list of folders. */
  | { readonly kind: 'code'; readonly component: string | null }
  /** `signals`: what was looked at for it. */
  | { readonly kind: 'contradiction'; readonly signals: readonly string[] }
  | { readonly kind: 'answer'; readonly slots: Slots }
  | { readonly kind: 'action'; readonly fits: boolean; readonly harmful: boolean }
  /** `afterLag`: what was looked at had had time to show it. */
  | { readonly kind: 'recovery'; readonly signal: string; readonly afterLag: boolean }
  | { readonly kind: 'phase'; readonly phase: string; readonly seconds: number }
  | {
      readonly kind: 'hint';
      readonly level: number;
      readonly signals: readonly string[];
      readonly slots: readonly string[];
    };

export type RecordEntry = Common & RecordData;
export type Kind = RecordData['kind'];
export type EntryOf<K extends Kind> = Extract<RecordEntry, { kind: K }>;

/** In the order of the work clock; equal times stay as they were. */
export function inOrder(entries: readonly RecordEntry[]): readonly RecordEntry[] {
  const isInOrder = entries.every(({ t }, index) => index === 0 || (entries[index - 1]?.t ?? t) <= t);
  return isInOrder ? entries : [...entries].sort((a, b) => a.t - b.t);
}
