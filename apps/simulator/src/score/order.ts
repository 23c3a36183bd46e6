/** D1: from data to hypothesis to code, in this order. */
import type { ScoreLine } from '@firedrill/protocol';
import { modalitiesOf, right, type ScoredPin, type ScoredRecord, wrong } from './record.ts';

const maxReady = 9;
const maxModalities = 6;
/** Right pins that a team can be expected to have before it reads code. */
const expectedPins = 4;

const before = (pins: readonly ScoredPin[], seq: number): readonly ScoredPin[] => pins.filter((pin) => pin.seq < seq);

/** The first lock that rests on enough right evidence. */
function readyLock({ locks, pins }: ScoredRecord): number | null {
  const ready = locks.find(({ seq, complete, hypothesis }) => {
    const known = before(pins, seq);
    const rights = right(known);
    const { component, mechanism } = hypothesis.slots;
    const named = Boolean(component?.value) && Boolean(mechanism?.value);
    return (
      complete &&
      named &&
      rights.length >= 2 &&
      modalitiesOf(rights).size >= 2 &&
      rights.length >= 2 * wrong(known).length
    );
  });
  return ready?.seq ?? null;
}

export function readyBeforeCode(record: ScoredRecord): ScoreLine {
  const line = { dim: 'D1', rule: 'ready-before-code', max: maxReady } as const;
  const lock = readyLock(record);
  const code = record.firstCode?.seq ?? null;
  if (lock !== null && (code === null || lock < code)) {
    return {
      ...line,
      got: maxReady,
      why: 'A hypothesis that rested on right evidence of two kinds was locked before any code was opened.',
      because: [lock],
    };
  }
  const known = code === null ? record.pins : before(record.pins, code);
  const share = Math.min(1, right(known).length / expectedPins) * (wrong(known).length > right(known).length ? 0 : 1);
  const got = (maxReady / 2) * share;
  const because = [...right(known).map((pin) => pin.seq), ...(code === null ? [] : [code])];
  if (code === null)
    return {
      ...line,
      got,
      why: 'No hypothesis that rested on right evidence of two kinds was locked; half of this line is earned by evidence alone.',
      because,
    };
  return {
    ...line,
    got,
    why: `Code was opened before a hypothesis was written that rests on right evidence of two kinds; ${right(known).length} right pins were there by then.`,
    because,
  };
}

export function modalitiesBeforeCode(record: ScoredRecord): ScoreLine {
  const known = record.firstCode === null ? record.pins : before(record.pins, record.firstCode.seq);
  const found = modalitiesOf(right(known));
  const got = 2 * Math.min(3, found.size);
  const names = [...found].sort().join(', ') || 'none';
  const because = right(known).map((pin) => pin.seq);
  return {
    dim: 'D1',
    rule: 'modalities-before-code',
    max: maxModalities,
    got,
    why: `Kinds of telemetry with a right pin before any code: ${names}.`,
    because,
  };
}
