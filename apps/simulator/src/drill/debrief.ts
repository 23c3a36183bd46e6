/** What a team reads after the end: the true story beside what it did, and why it scored as it did. */
import type { Debrief } from '@firedrill/protocol';
import type { Entry } from '../journal/index.ts';
import { detailOf, type Scenario } from '../scenario/index.ts';
import { type AnswerKey, rubricVersion, score } from '../score/index.ts';
import { deedsOf } from './deeds.ts';
import { judgedActions } from './judged-actions.ts';

export type Course = Debrief['course'];

const outcomeWords: Readonly<Record<string, string>> = {
  higher: 'higher than in a healthy shop',
  lower: 'lower than in a healthy shop',
  same: 'the same in a healthy shop',
  gone: 'gone, unlike in a healthy shop',
  'comes-and-goes': 'higher at times than in a healthy shop',
  unclear: 'not clearly different from a healthy shop',
};

function judgedPins(journal: readonly Entry[], key: AnswerKey): Debrief['pins'] {
  return journal.flatMap(({ data }) => {
    if (data.type !== 'evidence.pinned') return [];
    const judged = key.pins[data.pinId];
    if (!judged) return [];
    const { outcome, verdict } = judged;
    return [
      {
        pinId: data.pinId,
        reading: data.pin.reading,
        outcome,
        verdict,
        why: `"${data.pin.title}" was ${outcomeWords[outcome] ?? outcome}.`,
      },
    ];
  });
}

export function buildDebrief(scenario: Scenario, journal: readonly Entry[], key: AnswerKey, course: Course): Debrief {
  const lines = score(journal, key);
  const { truth } = scenario;
  return {
    title: scenario.catalog.title,
    rubricVersion,
    total: Math.round(lines.reduce((sum, line) => sum + line.got, 0) * 10) / 10,
    max: lines.reduce((sum, line) => sum + line.max, 0),
    lines,
    truth: {
      summary: truth.summary,
      onsetMs: truth.onsetMs,
      component: truth.component,
      mechanism: truth.mechanism,
      story: truth.story,
      lesson: truth.lesson,
    },
    commit: scenario.exhibit && detailOf(scenario.exhibit),
    deeds: deedsOf(journal),
    pins: judgedPins(journal, key),
    actions: judgedActions(journal, key),
    course,
  };
}
