/** What a notebook holds of right and wrong readings, at any instant. */
import type { Verdict } from '../../evidence/index.ts';
import type { RubricKey } from './key.ts';
import type { EntryOf, RecordEntry } from './record.ts';
import { leastDwellSeconds, pinBudget } from './weights.ts';
import { tellsAnything, verdictOn } from './worlds.ts';

export type PinEntry = EntryOf<'pin'>;

export interface JudgedPin {
  readonly pin: PinEntry;
  readonly verdict: Verdict;
  /** Right, looked at for long enough, and not the same in every world. */
  readonly good: boolean;
}

/** Pins that were kept: one a signal, in order of time, at most as many as the budget allows. */
export interface Notebook {
  readonly pins: readonly JudgedPin[];
  readonly good: readonly PinEntry[];
  readonly wrong: readonly PinEntry[];
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

interface Judging {
  readonly key: RubricKey;
  readonly seen: ReadonlyMap<string, RecordEntry>;
  readonly pins: readonly PinEntry[];
  readonly withdrawals: readonly EntryOf<'withdrawal'>[];
  /** Code or an answer has told what was wrong: taking it back is too late. */
  readonly lateT: number;
}

/** Gives the notebook as it stood at an instant. A withdrawal counts from its own instant on. */
export function notebooks({ key, seen, pins, withdrawals, lateT }: Judging): (t: number) => Notebook {
  const untilT = new Map(withdrawals.filter(({ t }) => t < lateT).map(({ pin, t }) => [pin, t]));
  const stands = ({ seq }: PinEntry, t: number): boolean => !untilT.has(seq) || (untilT.get(seq) ?? 0) > t;
  const known = new Map<number, Notebook>();
  return (t) => {
    const standing = pins.filter((pin) => stands(pin, t));
    const notebook = known.get(standing.length) ?? judged(standing, key, seen);
    // Nothing comes back: as many pins are the same pins.
    known.set(standing.length, notebook);
    return notebook;
  };
}
