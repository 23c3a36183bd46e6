/** The one thing to do otherwise next time. */
import type { Debrief, Detector, Pitfall, ScoreLine } from '@firedrill/protocol';
import type { Run } from './run.ts';

/** A single change that gains less is not what the run lacked. */
const leastGain = 2;

/** By rule: what earns what was not earned. */
const advice: Readonly<Record<string, string>> = {
  answer: 'Fill every slot of the answer, and let each rest on a pin.',
  'alternatives-rejected': 'Write down two other explanations, and the pins that rule them out.',
  'belief-updated': 'When a prediction fails, revise the hypothesis before anything else.',
  citations: 'Cite three pins that would look different if you were wrong.',
  'code-targeted': 'Read the code of the component that your hypothesis names, and no other.',
  'contradiction-check': 'Before you answer, look once more at what would speak against you.',
  economy: 'Ask yourself what a query could rule out before you run it.',
  falsifiable: 'Predict something that other explanations would not show.',
  hints: 'Give the evidence another five minutes before you ask for a hint.',
  mitigation: 'Stop the harm first, with what can be taken back.',
  'modalities-before-code': 'Look at metrics, logs and traces before you open code.',
  narrowing: 'Pin what rules explanations out, not what is merely odd.',
  precision: 'Compare with an hour ago before you say higher, lower or the same.',
  'predictions-checked': 'Check two predictions before you believe yourself.',
  'ready-before-code': 'Lock a hypothesis that rests on two kinds of evidence before you open code.',
  'recovery-verified': 'Look at what users feel once more, after the lag, before you call it over.',
  'slots-backed': 'Give each slot of the hypothesis a pin that it would predict.',
  'time-boxes': 'Keep an eye on the clock: five minutes to establish, ten to hypothesise.',
  timeline: 'Put three pins and the onset on the timeline, from both sides of the edge.',
  'written-before-code': 'Write down what you think, and why, before you open code.',
};

type Found = Detector['id'] | Pitfall['id'];

/** What no single edit mends, worst first: a belief that outlives its refutation spoils everything after it. */
const ofFound: readonly (readonly [Found, string])[] = [
  ['anchoring', 'When evidence speaks against what you believe, stop following it and write down another explanation.'],
  ['no-update', 'When a prediction fails, revise the hypothesis before anything else.'],
  ['undocumented-hypothesis', 'Write down what you think, and why, before you open code.'],
  ['premature-closure', 'Before you lock, name what else it could be, and pin what rules that out.'],
  ['stall', 'After three looks that tell nothing new apart, ask what would look different if you were wrong.'],
];

const lost = ({ max, got }: ScoreLine): number => max - got;

export function habitOf(
  { scored }: Pick<Run, 'scored'>,
  detectors: readonly Detector[],
  pitfalls: readonly Pitfall[],
): Debrief['habit'] {
  const { best, lines } = scored;
  if (best && best.gain >= leastGain)
    return { text: `${best.text}.`, gain: Math.round(best.gain * 10) / 10, because: best.seqs };
  const found = new Map([
    ...detectors.flatMap((one) => (one.found ? [[one.id, one.because] as const] : [])),
    ...pitfalls.flatMap((one) => (one.state === 'met' ? [[one.id, one.because] as const] : [])),
  ]);
  for (const [id, text] of ofFound) {
    const because = found.get(id);
    if (because) return { text, gain: null, because };
  }
  const worst = lines.reduce<ScoreLine | null>(
    (most, line) => (lost(line) > (most ? lost(most) : 0) ? line : most),
    null,
  );
  if (!worst) return { text: 'Do it again the same way, on another incident.', gain: null, because: [] };
  return { text: advice[worst.rule] ?? worst.why, gain: null, because: worst.because };
}
