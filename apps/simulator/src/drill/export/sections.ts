/** A debrief as sections, in the order in which a team reads it. */
import {
  type Comparison,
  type Debrief,
  detectorLabels,
  dimensionLabels,
  pitfallLabels,
  readingLabels,
  ruleLabel,
  type TraceWalk,
} from '@firedrill/protocol';
import { answered, gated, marked, predicted, verdictOf } from './answer.ts';
import { courseOf, narrowingOf } from './course.ts';
import { clock, minutes, points, type Section } from './section.ts';
import { teamsOf } from './teams.ts';

/** The request that the reveal walks through, and what to see in it. */
function walked({ trace, steps, why }: TraceWalk): Section {
  const fromMs = Math.min(...trace.spans.map(({ startMs }) => startMs));
  const spans = [...trace.spans].sort((a, b) => a.startMs - b.startMs);
  return {
    title: 'One request, from the inside',
    paragraphs: [why],
    items: steps.map(({ text }) => text),
    table: {
      head: ['After, ms', 'Took, ms', 'Service', 'Operation', 'Status'],
      rows: spans.map(({ startMs, durationMs, service, operation, status }) => [
        (startMs - fromMs).toFixed(1),
        durationMs.toFixed(1),
        service,
        operation,
        status,
      ]),
    },
  };
}

/** In the order in which a team reads it: how it felt, what it did, how it thought, what happened, what comes of it. */
export function sectionsOf(debrief: Debrief, team: string, comparison: Comparison): Section[] {
  const { truth } = debrief;
  const all: Section[] = [
    {
      title: debrief.title,
      paragraphs: [
        `${team}: ${points(debrief.total)} of ${points(debrief.max)} points, ${verdictOf(debrief)} (rubric ${debrief.rubricVersion}${debrief.timeBoxes ? '' : ', without the time boxes'}). Times are UTC, on the incident's clock.`,
      ],
    },
    { title: 'How it felt', items: debrief.felt.map(({ author, text }) => `${author}: ${text}`) },
    courseOf(debrief),
    {
      title: 'What you did',
      table: {
        head: ['Incident', 'Work', 'Who', 'What'],
        rows: debrief.deeds.map(({ incidentMs, workMs, author, text }) => [
          clock(incidentMs),
          minutes(workMs),
          author,
          text,
        ]),
      },
    },
    narrowingOf(debrief),
    {
      title: 'How you thought',
      items: [
        ...debrief.detectors.filter(({ found }) => found).map(({ id, why }) => `${detectorLabels[id]}: ${why}`),
        ...debrief.pitfalls.map(
          ({ id, state, why }) => `${pitfallLabels[id]}: ${state === 'open' ? 'no occasion' : state}. ${why}`,
        ),
      ],
    },
    {
      title: 'What happened',
      paragraphs: [truth.summary, `It began at ${clock(truth.onsetMs)}: ${truth.component}, ${truth.mechanism}.`],
    },
    ...(debrief.walk ? [walked(debrief.walk)] : []),
    answered(debrief),
    marked(debrief),
    { title: 'The true story', items: truth.story.map(({ atMs, text }) => `${clock(atMs)} ${text}`) },
    {
      title: 'What else it could have been',
      items: debrief.rivals.map(
        ({ title, component, mechanism, ruledOutBy }) =>
          `${title} (${component}, ${mechanism}): ${ruledOutBy.length === 0 ? 'none of your evidence speaks against it' : `against it: ${ruledOutBy.join('; ')}`}.`,
      ),
    },
    {
      title: 'Your evidence',
      items: debrief.pins.map(({ verdict, reading, why }) => `${verdict}, as ${readingLabels[reading]}: ${why}`),
    },
    predicted(debrief),
    {
      title: 'What you did to the system',
      items: debrief.actions.map(({ text, verdict, why }) => `${text}: ${verdict}. ${why}`),
    },
    gated(debrief),
    {
      title: 'Points, and why',
      table: {
        head: ['Line', 'Points', 'Of', 'Why', 'Would have gained most'],
        rows: debrief.lines.map(({ dim, rule, got, max, why, missed }) => [
          `${dimensionLabels[dim]}: ${ruleLabel(rule)}`,
          points(got),
          points(max),
          why,
          missed ?? '',
        ]),
      },
    },
    {
      title: 'How it can be done',
      items: debrief.solution.map(({ workMs, lane, text }) => `${minutes(workMs)} ${lane}: ${text}`),
    },
    teamsOf(comparison),
    { title: 'What would have shown it sooner', items: debrief.emit },
    { title: 'To take along', paragraphs: [truth.lesson, `Next time: ${debrief.habit.text}`] },
    ...(debrief.commit
      ? [
          {
            title: `The change: ${debrief.commit.subject}`,
            paragraphs: [`${debrief.commit.sha.slice(0, 7)} by ${debrief.commit.author}`],
            code: debrief.commit.diff,
          },
        ]
      : []),
  ];
  return all.filter(({ paragraphs, charts, items, table, code }) =>
    [paragraphs, charts, items, table?.rows, code].some((part) => part && part.length > 0),
  );
}
