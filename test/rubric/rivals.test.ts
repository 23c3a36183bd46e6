/** What the debrief says of the other explanations: the team's own pins first, then what it saw, then what it could have. */
import type { Hypothesis } from '@firedrill/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDebrief } from '../../apps/simulator/src/drill/index.ts';
import { chain, type Entry, type EntryData } from '../../apps/simulator/src/journal/index.ts';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { questionsOf } from '../../apps/simulator/src/score/index.ts';
import { loadedScenario } from '../support/run.ts';

let scenario: Scenario;
beforeAll(() => {
  scenario = loadedScenario();
});

const at = (time: string): number => Date.parse(`2024-03-16T${time}Z`);
const window = { fromMs: at('13:47:00'), toMs: at('13:50:00') };
const expr = 'sum by (service) (db_client_connection_pending_requests)';
const started: EntryData = {
  type: 'drill.started',
  page: { rule: 'ApiLatencyHigh', firedAtMs: at('13:47:30'), value: 2 },
  segment: { wallMs: 0, incidentMs: at('13:47:30'), workMs: 0, speed: 1 },
};
const acknowledged: EntryData = {
  type: 'page.acknowledged',
  segment: { wallMs: 0, incidentMs: at('13:48:00'), workMs: 0, speed: 1 },
};
const hypothesis: Hypothesis = { slots: {}, because: 'a guess', predictions: [], alternatives: [] };
const guessed: EntryData = { type: 'hypothesis.locked', hypothesis, version: 1, complete: false };
const looked: EntryData = { type: 'metric.queried', expr, ...window };
const pinned: EntryData = {
  type: 'evidence.pinned',
  pinId: 'p',
  pin: {
    query: { modality: 'metric', expr, focus: { service: 'order-service' } },
    window,
    reading: 'higher',
    title: 'who waits',
    note: '',
  },
};

function journalOf(...done: readonly EntryData[]): Entry[] {
  const unchained = [started, acknowledged, ...done].map((data, index) => {
    const workMs = index * 30_000;
    return { wallMs: workMs, incidentMs: at('13:50:00') + workMs, workMs, actor: 'a', name: 'Ana', data };
  });
  return chain(null, unchained);
}

/** In worlds in which requests wait for a connection only where the truth is. */
function rivalsAfter(...done: readonly EntryData[]) {
  const journal = journalOf(...done);
  const looks = { changes: {}, spans: {}, starts: {} };
  const { questions } = questionsOf(journal, scenario, looks);
  const others = (outcome: string) => Object.fromEntries(scenario.rivals.map(({ id }) => [id, outcome]));
  const seen = Object.fromEntries(
    questions.map(({ key, query }) => [
      key,
      { true: 'higher', ...others(JSON.stringify(query).includes('pending') ? 'same' : 'higher') },
    ]),
  );
  const findings = { ...looks, seen, families: {}, effects: {}, firingMs: [], routes: [], symptomOnsetMs: null };
  return buildDebrief(scenario, journal, { findings, course: [], walk: null }).rivals;
}

describe('what told a rival from the truth', () => {
  it('is the pin that did', () => {
    for (const { ruledOutBy, toldApartBy } of rivalsAfter(looked, pinned)) {
      expect(ruledOutBy).toEqual(['who waits']);
      expect(toldApartBy).toEqual([
        {
          from: 'pinned',
          text: '"who waits" was higher than in a healthy shop; had it been this, it would have been as always.',
          query: '',
        },
      ]);
    }
  });

  it('is what was on the screen, where nobody pinned it', () => {
    for (const { ruledOutBy, toldApartBy } of rivalsAfter(looked, guessed)) {
      expect(ruledOutBy).toEqual([]);
      expect(toldApartBy[0]).toMatchObject({ from: 'seen', query: expect.stringContaining('pending') });
    }
  });

  it('is what the author would have looked at, where nobody looked', () => {
    for (const { ruledOutBy, toldApartBy } of rivalsAfter(guessed)) {
      expect(ruledOutBy).toEqual([]);
      expect(toldApartBy[0]).toMatchObject({ from: 'unseen', query: expect.stringContaining('pending') });
    }
  });

  it('asks nothing of any world for a run in which nobody did anything', () => {
    expect(questionsOf(journalOf(), scenario, { changes: {}, spans: {}, starts: {} }).questions).toEqual([]);
  });
});
