/** One transcript out of another: the same person, slower, or with the code first. */
import type { Edit, Step, Transcript, TranscriptHypothesis, TranscriptSlots } from '../../scenario/transcript.ts';
import { kindOf, type TimedStep, timed } from '../../scenario/transcript-steps.ts';

const nameOf = (step: Step): string | null =>
  'reading' in step ? step.pin : 'check' in step ? step.check : 'withdraw' in step ? step.withdraw : null;

const withSlots = (hypothesis: TranscriptHypothesis, slots: TranscriptSlots): TranscriptHypothesis => ({
  ...hypothesis,
  ...slots,
});

type Lock = Extract<Step, { lock: unknown }>;
const isLock = (timedStep: TimedStep): timedStep is { atS: number; step: Lock } => 'lock' in timedStep.step;

function mapLocks(
  steps: readonly TimedStep[],
  change: (lock: TranscriptHypothesis) => TranscriptHypothesis,
): TimedStep[] {
  return steps.map((one) => (isLock(one) ? { ...one, step: { ...one.step, lock: change(one.step.lock) } } : one));
}

/** What cites a pin that is not there any more cites it no more. */
function withoutPins(hypothesis: TranscriptHypothesis, gone: ReadonlySet<string>): TranscriptHypothesis {
  const left = (names: readonly string[]): string[] => names.filter((name) => !gone.has(name));
  return {
    ...hypothesis,
    cites: Object.fromEntries(Object.entries(hypothesis.cites).map(([slot, names]) => [slot, left(names)])),
    alternatives: hypothesis.alternatives.map((one) => ({ ...one, pins: left(one.pins) })),
  };
}

function without(steps: readonly TimedStep[], what: readonly string[]): TimedStep[] {
  const unwanted = new Set(what);
  const isGone = ({ step }: TimedStep): boolean => unwanted.has(kindOf(step)) || unwanted.has(nameOf(step) ?? '');
  const pins = new Set(steps.filter(isGone).flatMap(({ step }) => ('reading' in step ? [step.pin] : [])));
  const kept = steps.filter((step) => !isGone(step));
  return mapLocks(kept, (lock) => withoutPins(lock, pins)).map((one) => {
    if (!('timeline' in one.step) || one.step.pin === undefined || !pins.has(one.step.pin)) return one;
    const { pin: _, ...rest } = one.step;
    return { ...one, step: rest };
  });
}

function first(steps: readonly TimedStep[], what: readonly string[]): TimedStep[] {
  const wanted = new Set(what);
  const early = steps.filter(({ step }) => wanted.has(kindOf(step)));
  const late = steps.filter(({ step }) => !wanted.has(kindOf(step)));
  const moved = early.map(({ step }, index) => ({ atS: 30 + index * 60, step }));
  const tookS = moved.length * 60;
  return [...moved, ...late.map(({ atS, step }) => ({ atS: atS + tookS, step }))];
}

/** Before the first lock, all of `others`: half a minute apart, and as many half-minutes later what follows. */
function beforeLock(steps: readonly TimedStep[], others: (lock: Lock) => readonly Step[]): TimedStep[] {
  const at = steps.findIndex(isLock);
  const lock = steps[at];
  if (!lock || !isLock(lock)) return [...steps];
  const inserted = others(lock.step).map((step, index) => ({ atS: lock.atS + index * 30, step }));
  const laterS = inserted.length * 30;
  return [...steps.slice(0, at), ...inserted, ...steps.slice(at).map(({ atS, step }) => ({ atS: atS + laterS, step }))];
}

function hinted(steps: readonly TimedStep[], count: number): TimedStep[] {
  const lockS = steps.find(isLock)?.atS ?? 900;
  const hints = Array.from(
    { length: count },
    (_, index): TimedStep => ({
      atS: Math.round((lockS * (index + 1)) / (count + 1)),
      step: { hint: true },
    }),
  );
  return [...steps, ...hints].sort((a, b) => a.atS - b.atS);
}

function edited(steps: readonly TimedStep[], edit: Edit): TimedStep[] {
  if ('stretch' in edit) return steps.map(({ atS, step }) => ({ atS: Math.round(atS * edit.stretch), step }));
  if ('without' in edit) return without(steps, edit.without);
  if ('first' in edit) return first(steps, edit.first);
  if ('slots' in edit) return mapLocks(steps, (lock) => withSlots(lock, edit.slots));
  if ('hints' in edit) return hinted(steps, edit.hints);
  if ('vague' in edit) return mapLocks(steps, (lock) => ({ ...lock, cites: {}, predictions: [], alternatives: [] }));
  if ('spray' in edit)
    return beforeLock(steps, (lock) => edit.spray.map((slots) => ({ lock: withSlots(lock.lock, slots) })));
  return beforeLock(steps, (lock) =>
    edit.guesses.flatMap((slots): Step[] => [
      { lock: { ...withSlots(lock.lock, slots), predictions: [], alternatives: [], cites: {} } },
      { submit: true },
    ]),
  );
}

/** All steps of a transcript, in the order of the work clock. Throws when it begins with a solution that there is none of. */
export function stepsOf(transcript: Transcript, solution: Transcript | null): TimedStep[] {
  if (transcript.from && !solution) throw new Error('there is no solution.yaml to begin with');
  const base = transcript.from && solution ? stepsOf(solution, null) : [];
  const opening = timed(transcript.opening);
  const laterS = opening.at(-1)?.atS ?? 0;
  const derived = transcript.edits.reduce(edited, base).map(({ atS, step }) => ({ atS: atS + laterS, step }));
  return [...opening, ...derived, ...timed(transcript.steps, derived.at(-1)?.atS ?? laterS)];
}
