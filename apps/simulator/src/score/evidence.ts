/** D2: readings that are right, and a timeline. */
import type { ScoreLine } from '@firedrill/protocol';
import type { AnswerKey } from './key.ts';
import { correctness, modalitiesOf, right, type ScoredPin, type ScoredRecord, wrong } from './record.ts';

const maxPrecision = 3;
const maxTimeline = 4;
const onsetToleranceMs = 60_000;
/** A pin made after the first look at code is worth this much. */
const lateWorth = 0.25;

export function precision({ pins, firstCode }: ScoredRecord): ScoreLine {
  const rights = right(pins);
  const wrongs = wrong(pins);
  const early = firstCode === null ? rights : rights.filter((pin) => pin.seq < firstCode.seq);
  const share = rights.length === 0 ? 0 : early.length / rights.length;
  const weight = lateWorth + (1 - lateWorth) * share;
  const judged = rights.length + wrongs.length;
  const got = judged === 0 ? 0 : maxPrecision * (rights.length / judged) * correctness(pins) * weight;
  const late = rights.length - early.length;
  const why = `${rights.length} readings right, ${wrongs.length} wrong, ${pins.length - judged} not clear${late > 0 ? `; ${late} of the right ones only after code was opened` : ''}.`;
  return {
    dim: 'D2',
    rule: 'precision',
    max: maxPrecision,
    got,
    why,
    because: [...rights, ...wrongs].map((pin) => pin.seq).sort((a, b) => a - b),
  };
}

/** A service whose name stands in what was pinned. */
const isAbout = ({ pin }: ScoredPin, component: string): boolean =>
  JSON.stringify(pin.query).includes(component) || pin.title.includes(component);

export function timeline({ pins, timeline: entries }: ScoredRecord, key: AnswerKey): ScoreLine {
  const rights = right(pins);
  const byId = new Map(rights.map((pin) => [pin.id, pin]));
  const referenced = entries.flatMap((entry) => (entry.pinId === undefined ? [] : (byId.get(entry.pinId) ?? [])));
  const onset = entries.findLast((entry) => entry.onset);
  const parts: string[] = [];
  const because: number[] = [];
  if (new Set(referenced.map((pin) => pin.id)).size >= 3) {
    parts.push('three entries that rest on right pins');
    because.push(...referenced.map((pin) => pin.seq));
  }
  if (onset && Math.abs(onset.atMs - key.onsetMs) <= onsetToleranceMs) {
    parts.push('the onset within a minute');
    because.push(onset.seq);
  }
  if (modalitiesOf(referenced).size >= 2) parts.push('two kinds of telemetry');
  const [caller, callee] = key.guiltyEdge;
  const callerPin = rights.find((pin) => isAbout(pin, caller));
  const calleePin = rights.find((pin) => isAbout(pin, callee));
  if (callerPin && calleePin) {
    parts.push('both sides of the edge where it went wrong');
    because.push(callerPin.seq, calleePin.seq);
  }
  const why =
    parts.length === 0
      ? 'No timeline entry rests on a right pin, and the onset is not within a minute.'
      : `The timeline has ${parts.join(', ')}.`;
  return {
    dim: 'D2',
    rule: 'timeline',
    max: maxTimeline,
    got: parts.length,
    why,
    because: [...new Set(because)].sort((a, b) => a - b),
  };
}
