/** A debrief as sections of plain paragraphs, lists and tables: what every file of it is written from. */
import { type Debrief, dimensionLabels, readingLabels, ruleLabel, type TraceWalk } from '@firedrill/protocol';

export interface Section {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly items?: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly code?: string;
}

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
const minutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
const points = (value: number): string => String(Math.round(value * 10) / 10);

const verdictOf = ({ passed, assisted }: Debrief): string => (passed ? 'passed' : assisted ? 'assisted' : 'not passed');

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
export function sectionsOf(debrief: Debrief, team: string): Section[] {
  const { truth, narrowing } = debrief;
  const all: Section[] = [
    {
      title: debrief.title,
      paragraphs: [
        `${team}: ${points(debrief.total)} of ${points(debrief.max)} points, ${verdictOf(debrief)} (rubric ${debrief.rubricVersion}). Times are UTC, on the incident's clock.`,
      ],
    },
    { title: 'How it felt', items: debrief.felt.map(({ author, text }) => `${author}: ${text}`) },
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
    {
      title: 'How the explanations became fewer',
      paragraphs: [`${narrowing.rivals} other explanations at first.`],
      table: {
        head: ['Work', 'What', 'Left', 'It was'],
        rows: narrowing.steps.map(({ workMs, text, left, tag }) => [minutes(workMs), text, String(left), tag]),
      },
    },
    {
      title: 'How you thought',
      items: [
        ...debrief.detectors.filter(({ found }) => found).map(({ id, why }) => `${id}: ${why}`),
        ...debrief.pitfalls.map(({ id, state, why }) => `${id}: ${state}. ${why}`),
      ],
    },
    {
      title: 'What happened',
      paragraphs: [truth.summary, `It began at ${clock(truth.onsetMs)}: ${truth.component}, ${truth.mechanism}.`],
    },
    ...(debrief.walk ? [walked(debrief.walk)] : []),
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
    {
      title: 'What you did to the system',
      items: debrief.actions.map(({ text, verdict, why }) => `${text}: ${verdict}. ${why}`),
    },
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
  return all.filter(({ paragraphs, items, table, code }) =>
    [paragraphs, items, table?.rows, code].some((part) => part && part.length > 0),
  );
}
