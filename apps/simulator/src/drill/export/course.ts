/** How the incident went, and how the explanations of it became fewer. */
import { type Debrief, narrowingLabels } from '@firedrill/protocol';
import type { Chart } from './chart.ts';
import { clock, minutes, points, type Section } from './section.ts';

/** A row in so many minutes tells the course well enough where it cannot be drawn. */
const minutesARow = 5;

export function courseOf({ course, truth, actions, deeds }: Debrief): Section {
  const [first, last] = [course[0], course.at(-1)];
  const acted = deeds.filter(({ seq }) => actions.some((action) => action.seq === seq));
  const axis = {
    from: clock(first?.atMs ?? 0),
    to: clock(last?.atMs ?? 0),
    marks: [
      { x: truth.onsetMs, text: `${clock(truth.onsetMs)} it began` },
      ...acted.map(({ incidentMs, text }) => ({ x: incidentMs, text: `${clock(incidentMs)} ${text}` })),
    ],
  };
  const line = (title: string, of: (one: Debrief['course'][number]) => number): Chart => ({
    ...axis,
    title,
    points: course.map((one) => [one.atMs, of(one)]),
  });
  const rows = course.filter((_, index) => index % minutesARow === 0 || index === course.length - 1);
  return {
    title: 'The course of the incident',
    paragraphs:
      course.length === 0
        ? []
        : [
            `At the edge of your own shop, minute by minute. Upright lines: it began at ${clock(truth.onsetMs)}${acted.length > 0 ? ', and what you did about it' : ''}.`,
          ],
    charts:
      course.length === 0
        ? []
        : [line('p95, ms', ({ p95Ms }) => p95Ms), line('errors, %', ({ errorPercent }) => errorPercent)],
    table: {
      head: ['At', 'p95, ms', 'Errors, %'],
      rows: rows.map(({ atMs, p95Ms, errorPercent }) => [clock(atMs), String(Math.round(p95Ms)), points(errorPercent)]),
    },
  };
}

export function narrowingOf({ narrowing: { rivals, steps } }: Debrief): Section {
  const curve: Chart = {
    title: 'other explanations left, after each look and pin',
    steps: true,
    points: [[0, rivals], ...steps.map(({ left }, index) => [index + 1, left] as const)],
    from: 'at first',
    to: 'in the end',
  };
  return {
    title: 'How the explanations became fewer',
    paragraphs: [`${rivals} other explanations at first, ${steps.at(-1)?.left ?? rivals} in the end.`],
    charts: steps.length === 0 ? [] : [curve],
    table: {
      head: ['Work', 'What', 'Left', 'It'],
      rows: steps.map(({ workMs, text, left, tag }) => [minutes(workMs), text, String(left), narrowingLabels[tag]]),
    },
  };
}
