/** What was answered and predicted, and what a run must have to pass. */
import {
  components,
  creditLabel,
  type Debrief,
  markLabels,
  readingLabels,
  slotLabel,
  slotSaid,
} from '@firedrill/protocol';
import { clock, minutes, type Section } from './section.ts';

const readings: ReadonlyMap<string, string> = new Map(Object.entries(readingLabels));

export const verdictOf = ({ passed, assisted }: Debrief): string =>
  passed ? 'passed' : assisted ? 'assisted' : 'not passed';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const answered = ({ slots }: Debrief): Section => ({
  title: 'Your answer',
  paragraphs: slots.length === 0 ? ['No answer was submitted.'] : [],
  table: {
    head: ['Part', 'You said', 'It was'],
    rows: slots.map((verdict) => [slotLabel(verdict.slot), slotSaid(verdict, clock), creditLabel(verdict.credit)]),
  },
});

export const marked = ({ marks, truth }: Debrief): Section => ({
  title: `When you met ${components.find(({ id }) => id === truth.component)?.label ?? truth.component}`,
  items: marks.map(({ id, workMs }) => `${markLabels[id]}: ${workMs === null ? 'never' : minutes(workMs)}`),
});

function sharp({ sharpness, follows }: Debrief['predictions'][number]): string {
  if (sharpness === null) return 'its hypothesis is none of the causes that were run';
  if (follows === false) return 'does not follow from its own hypothesis';
  return `${Math.round(100 * sharpness)} % of the others would not show it`;
}

export const predicted = ({ predictions }: Debrief): Section => ({
  title: 'Your predictions',
  table: {
    head: ['You predicted', 'It', 'How sharp it was', 'Your check'],
    rows: predictions.map((one) => [
      `${one.text}: ${readings.get(one.outcome) ?? one.outcome}`,
      one.verdict === 'failed' ? `failed (it was ${readings.get(one.came) ?? one.came})` : one.verdict,
      sharp(one),
      one.check === null ? 'none' : `${one.check.found}; you said ${one.check.said ?? 'nothing of it'}`,
    ]),
  },
});

export const gated = (debrief: Debrief): Section => ({
  title: 'What it takes to pass',
  paragraphs: [`${capital(verdictOf(debrief))}. It takes 60 points, and each of these:`],
  items: debrief.gates.map(({ met, why }) => `${met ? 'met' : 'not met'}: ${why}`),
});
