/** The journal, as the rules look at it. */
import type { EvidenceQuery, Hypothesis, PinRequest } from '@firedrill/protocol';
import type { Entry } from '../journal/index.ts';
import type { AnswerKey } from './key.ts';

export interface ScoredPin {
  readonly id: string;
  readonly seq: number;
  readonly pin: PinRequest;
  readonly signal: string;
  readonly verdict: 'right' | 'wrong' | 'unclear';
}

export interface ScoredRecord {
  /** One a signal, the last reading counts; withdrawn ones are gone. At most eight. */
  readonly pins: readonly ScoredPin[];
  readonly firstCode: Entry | null;
  readonly locks: readonly { readonly seq: number; readonly complete: boolean; readonly hypothesis: Hypothesis }[];
  readonly timeline: readonly {
    readonly seq: number;
    readonly atMs: number;
    readonly onset: boolean;
    readonly pinId: string | undefined;
  }[];
}

const mostPins = 8;

/** Two pins of the same thing are one signal. */
export function signalOf(query: EvidenceQuery): string {
  switch (query.modality) {
    case 'metric':
      return `metric ${query.expr.replace(/\s+/g, '')} ${JSON.stringify(Object.entries(query.focus).sort())}`;
    case 'log':
      return `log ${query.query.replace(/\s+/g, ' ').trim()}`;
    case 'trace':
      return `trace ${query.service} ${query.operation}`;
    case 'event':
      return `event ${query.changeId}`;
  }
}

export const isCode = ({ data }: Entry): boolean =>
  data.type === 'code.opened' || data.type === 'code.searched' || data.type === 'git.viewed';

export function recordOf(journal: readonly Entry[], key: AnswerKey): ScoredRecord {
  const pins = new Map<string, ScoredPin>();
  const locks: { seq: number; complete: boolean; hypothesis: Hypothesis }[] = [];
  const timeline: { id: string; seq: number; atMs: number; onset: boolean; pinId: string | undefined }[] = [];
  for (const { data, seq } of journal) {
    if (data.type === 'evidence.pinned') {
      const signal = signalOf(data.pin.query);
      const known = pins.get(signal);
      const verdict = key.pins[data.pinId]?.verdict ?? 'unclear';
      // The first time a signal was pinned is when it was found; its last reading is what counts.
      pins.set(signal, {
        id: data.pinId,
        seq: known?.verdict === verdict ? known.seq : seq,
        pin: data.pin,
        signal,
        verdict,
      });
    } else if (data.type === 'evidence.withdrawn') {
      for (const [signal, pin] of pins) if (pin.id === data.pinId) pins.delete(signal);
    } else if (data.type === 'hypothesis.locked')
      locks.push({ seq, complete: data.complete, hypothesis: data.hypothesis });
    else if (data.type === 'timeline.added')
      timeline.push({ id: data.entryId, seq, atMs: data.entry.atMs, onset: data.entry.onset, pinId: data.entry.pinId });
    else if (data.type === 'timeline.removed') {
      const at = timeline.findIndex((entry) => entry.id === data.entryId);
      if (at >= 0) timeline.splice(at, 1);
    }
  }
  return { pins: [...pins.values()].slice(0, mostPins), firstCode: journal.find(isCode) ?? null, locks, timeline };
}

export const right = (pins: readonly ScoredPin[]): readonly ScoredPin[] =>
  pins.filter((pin) => pin.verdict === 'right');
export const wrong = (pins: readonly ScoredPin[]): readonly ScoredPin[] =>
  pins.filter((pin) => pin.verdict === 'wrong');
export const modalitiesOf = (pins: readonly ScoredPin[]): ReadonlySet<string> =>
  new Set(pins.map(({ pin }) => pin.query.modality));

/** A wrong pin takes back what a right one gave. */
export function correctness(pins: readonly ScoredPin[]): number {
  const rights = right(pins).length;
  const wrongs = wrong(pins).length;
  return rights + wrongs === 0 ? 0 : Math.max(0, 1 - (2 * wrongs) / (rights + wrongs));
}
