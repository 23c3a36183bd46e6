/** What a team reads after the end: the true story beside what it did, and why it scored as it did. */
import type { Debrief } from '@firedrill/protocol';
import { judgeReading } from '../evidence/index.ts';
import type { Entry } from '../journal/index.ts';
import { detailOf, type Scenario } from '../scenario/index.ts';
import {
  contradicts,
  type DrillScoreOptions,
  type DrillSignal,
  type Findings,
  type Rubric,
  rubrics,
  scoreDrill,
  slotNames,
  slotsOf,
} from '../score/index.ts';
import { deedsOf } from './deeds.ts';
import { judgedActions } from './judged-actions.ts';
import {
  detectorsOf,
  emitFor,
  habitOf,
  marksOf,
  narrowingOf,
  pitfallsOf,
  predictionsOf,
  type Run,
  rivalsOf,
  runOf,
} from './review/index.ts';

/** What the worlds showed. */
export interface Made {
  readonly findings: Findings;
  readonly course: Debrief['course'];
  readonly walk: Debrief['walk'];
}

const outcomeWords: Readonly<Record<string, string>> = {
  higher: 'higher than in a healthy shop',
  lower: 'lower than in a healthy shop',
  same: 'the same in a healthy shop',
  gone: 'gone, unlike in a healthy shop',
  'comes-and-goes': 'higher at times than in a healthy shop',
  unclear: 'not clearly different from a healthy shop',
};

/** What a right reading was good for. */
function worthOf({ key, facts }: Run, signal: DrillSignal): string {
  const apart = key.worlds.filter((world) => contradicts(key, signal.id, world)).length;
  const rivals = key.worlds.length - 1;
  if (facts.pins.every(({ pin, good }) => pin.signal !== signal.id || !good) && (apart > 0 || signal.telling))
    return 'It was pinned without a look at it first, or was one pin too many, and earns nothing.';
  if (apart > 0) return `${apart} of ${rivals} other explanations would have shown something else.`;
  if (signal.about.change !== null)
    return signal.telling ? 'It is the change that began it.' : 'It is not what began it.';
  return signal.telling
    ? 'It is what users felt; every other explanation would have it too.'
    : 'Every other explanation would have it too.';
}

function judgedPins(run: Run): Debrief['pins'] {
  return run.journal.flatMap(({ data }) => {
    if (data.type !== 'evidence.pinned') return [];
    const signal = run.book.ofPin.get(data.pinId);
    const outcome = signal?.outcomes.true ?? 'unclear';
    const verdict = judgeReading(run.book.claims.get(data.pinId) ?? data.pin.reading, outcome);
    const seen = signal?.about.change ? 'seen in the change feed' : (outcomeWords[outcome] ?? outcome);
    const worth = signal && verdict === 'right' ? ` ${worthOf(run, signal)}` : '';
    const alike =
      data.pin.reading === 'which' && verdict === 'unclear' && outcome !== 'unclear'
        ? ' It does not stand out: so was the rest of its query.'
        : '';
    return [
      {
        pinId: data.pinId,
        reading: data.pin.reading,
        outcome,
        verdict,
        why: `"${data.pin.title}" was ${seen}.${worth}${alike}`,
      },
    ];
  });
}

function slotVerdicts({ journal, key }: Run): Debrief['slots'] {
  const answer = journal.findLast(({ data }) => data.type === 'rootcause.submitted')?.data;
  if (answer?.type !== 'rootcause.submitted') return [];
  const said = slotsOf(answer.hypothesis);
  return slotNames.map((slot) => {
    const value = said[slot] ?? null;
    return { slot, said: value, credit: value === null ? 0 : (key.slots[slot]?.credit[value] ?? 0) };
  });
}

export const feltIn = (journal: readonly Entry[]): Debrief['felt'] =>
  journal.flatMap(({ seq, name, data }) => (data.type === 'felt.told' ? [{ seq, author: name, text: data.text }] : []));

/** Pure. Throws UnknownEntry for a journal of another version, and UnknownRubric. */
export function buildDebrief(
  scenario: Scenario,
  journal: readonly Entry[],
  { findings, course, walk }: Made,
  options: DrillScoreOptions = {},
  known: readonly Rubric[] = rubrics,
): Debrief {
  const run = runOf(journal, scenario, scoreDrill(journal, scenario, findings, options, known));
  const { scored, version } = run;
  const { truth } = scenario;
  const narrowing = narrowingOf(run);
  const detectors = detectorsOf(run, narrowing.steps);
  const pitfalls = pitfallsOf(run);
  return {
    title: scenario.catalog.title,
    rubricVersion: version,
    rubricVersions: known.map((rubric) => rubric.version),
    timeBoxes: options.timeBoxes ?? true,
    total: scored.total,
    max: 100,
    lines: scored.lines,
    gates: scored.gates,
    passed: scored.passed,
    assisted: scored.assisted,
    slots: slotVerdicts(run),
    narrowing,
    detectors,
    pitfalls,
    marks: marksOf(run),
    rivals: rivalsOf(run, findings),
    emit: truth.emit.length > 0 ? truth.emit : emitFor(truth.mechanism),
    felt: feltIn(journal),
    solution: scenario.solution,
    habit: habitOf(run, detectors, pitfalls),
    truth: {
      summary: truth.summary,
      onsetMs: truth.onsetMs,
      component: truth.component,
      mechanism: truth.mechanism,
      story: truth.story,
      lesson: truth.lesson,
    },
    commit: scenario.exhibit && detailOf(scenario.exhibit),
    walk,
    deeds: deedsOf(journal),
    pins: judgedPins(run),
    predictions: predictionsOf(run, findings),
    actions: judgedActions(journal, findings),
    course,
  };
}
