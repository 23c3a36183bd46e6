/** Four ways in which thinking goes wrong, each found by a rule over the journal and the worlds. */
import type { Detector, NarrowingStep } from '@firedrill/protocol';
import { contradicts, narrowing, truth, worldOf } from '../../score/index.ts';
import { apart, componentsSeen, type OfKind, ofKind, type Run, signalsSeen } from './run.ts';

const leastAnchored = 2;
const leastStalled = 5;

/** When something was seen that the hypothesis' world does not show, or one of its predictions failed. */
function refutedAt(run: Run, { t, seq, slots }: OfKind<'hypothesis'>): number | null {
  const world = worldOf(run.key, slots);
  const seen =
    world === null
      ? undefined
      : run.journal.find(
          (entry) => entry.seq > seq && signalsSeen(run, entry).some((signal) => contradicts(run.key, signal, world)),
        );
  const failed = ofKind(run, 'check').find((check) => check.t > t && check.result === 'failed');
  const seqs = [seen?.seq, failed?.seq].flatMap((one) => one ?? []);
  return seqs.length > 0 ? Math.min(...seqs) : null;
}

function anchoring(run: Run): Detector {
  const locks = ofKind(run, 'hypothesis');
  for (const lock of locks) {
    const { component } = lock.slots;
    const refuted = worldOf(run.key, lock.slots) === truth || !component ? null : refutedAt(run, lock);
    if (refuted === null) continue;
    const next = locks.find((other) => other.seq > lock.seq && other.slots.component !== component);
    const within = (seq: number): boolean => seq > refuted && seq < (next?.seq ?? Number.POSITIVE_INFINITY);
    const held = [
      ...ofKind(run, 'code').filter((read) => read.component === component),
      ...locks.filter((other) => other.slots.component === component),
      ...ofKind(run, 'answer').filter((answer) => answer.slots.component === component),
      ...run.journal.filter((entry) => componentsSeen(run, entry).includes(component ?? '')),
    ].flatMap(({ seq }) => (within(seq) ? seq : []));
    if (held.length >= leastAnchored)
      return {
        id: 'anchoring',
        found: true,
        why: `At #${refuted} something spoke against ${component}, and ${held.length} more steps still followed it.`,
        because: [lock.seq, refuted, ...held.sort((a, b) => a - b)],
      };
  }
  return {
    id: 'anchoring',
    found: false,
    why: 'Nothing was followed for long after it had been refuted.',
    because: [],
  };
}

function prematureClosure(run: Run): Detector {
  const first = ofKind(run, 'hypothesis')[0];
  const pins = first ? run.facts.good.filter(({ t }) => t <= first.t) : [];
  const share = narrowing(run.key, [...new Set(pins.map(({ signal }) => signal))]);
  const found = first !== undefined && share < run.key.readiness;
  return {
    id: 'premature-closure',
    found,
    why: found
      ? `The first hypothesis was locked when right pins had ruled out too little (${Math.round(100 * share)} % of the way; ${Math.round(100 * run.key.readiness)} % is enough).`
      : first
        ? 'The first hypothesis came when enough had been ruled out.'
        : 'No hypothesis was locked.',
    because: found ? [first.seq] : [],
  };
}

function stall(run: Run, steps: readonly NarrowingStep[]): Detector {
  const untilSeq = run.facts.lock?.seq ?? Number.POSITIVE_INFINITY;
  let longest: number[] = [];
  let current: number[] = [];
  const entries = new Map(run.journal.map((entry) => [entry.seq, entry]));
  const told = new Set<string>();
  for (const { seq, what, tag, left } of steps) {
    // Once all are told apart, looking again is making sure.
    const isDone = left === 0 || told.size >= run.key.worlds.length - 1;
    if (seq > untilSeq || what !== 'query' || isDone) continue;
    const entry = entries.get(seq);
    for (const signal of entry ? signalsSeen(run, entry) : []) for (const world of apart(run, signal)) told.add(world);
    current = tag === 'splitting' ? [] : [...current, seq];
    if (current.length > longest.length) longest = current;
  }
  const found = longest.length >= leastStalled;
  return {
    id: 'stall',
    found,
    why: found
      ? `${longest.length} queries in a row told nothing new apart.`
      : 'Never were there five queries in a row that told nothing new apart.',
    because: found ? longest : [],
  };
}

function noUpdate(run: Run): Detector {
  const failed = run.journal.findLast(({ data }) => data.type === 'prediction.judged' && data.verdict === 'failed');
  const later = failed && run.journal.find(({ seq, data }) => seq > failed.seq && data.type === 'hypothesis.locked');
  const found = failed !== undefined && later === undefined;
  return {
    id: 'no-update',
    found,
    why: found
      ? 'A prediction failed, and the hypothesis stayed as it was.'
      : failed
        ? 'A prediction failed, and the hypothesis was revised.'
        : 'No prediction was said to have failed.',
    because: found ? [failed.seq] : [],
  };
}

export const detectorsOf = (run: Run, steps: readonly NarrowingStep[]): Detector[] => [
  anchoring(run),
  prematureClosure(run),
  stall(run, steps),
  noUpdate(run),
];
