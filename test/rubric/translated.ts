/** The reference's runs as journals of real queries, a scenario with its key, and what worlds would have shown. */
import type { Hypothesis } from '@firedrill/protocol';
import type { Effect, Seen } from '../../apps/simulator/src/evidence/index.ts';
import { chain, type Entry, type EntryData, type PanelQuery } from '../../apps/simulator/src/journal/index.ts';
import type { Scenario, Signal } from '../../apps/simulator/src/scenario/index.ts';
import { bookOf } from '../../apps/simulator/src/score/drill/book.ts';
import { keyOf } from '../../apps/simulator/src/score/drill/key.ts';
import { recordOf } from '../../apps/simulator/src/score/drill/record.ts';
import { type Findings, questionsOf } from '../../apps/simulator/src/score/index.ts';
import type { EntryOf, RecordEntry, Slots } from '../../apps/simulator/src/score/rubric/record.ts';
import { type Scored, scoreRecord } from '../../apps/simulator/src/score/rubric/score.ts';
import { loadedScenario } from '../support/run.ts';
import { key } from './expected.ts';
import { deploy, onsetMs, pinned, queries, readingsOf, rivals, routes, startMs, valueOfSlot } from './real-queries.ts';

const minuteMs = 60_000;
const window = { fromMs: startMs - 10 * minuteMs, toMs: startMs - 1000 };
const names = ['Ana', 'Bo', 'Cy'];

const outcomesOf = (signal: string): Readonly<Record<string, string>> => key.signals[signal]?.outcomes ?? {};
const readings = (signal: string) => readingsOf([...new Set(Object.values(outcomesOf(signal)))]);

/** A reading that no world has is wrong. */
function readingOf(signal: string, outcome: string) {
  const known = readings(signal).get(outcome);
  if (known !== undefined) return known;
  return readings(signal).get(outcomesOf(signal).true ?? '') === 'higher' ? 'lower' : 'higher';
}

/** As the loaded scenario, but of the reference's cause, rivals and minimal set. */
export function referenceScenario(): Scenario {
  const loaded = loadedScenario();
  const [rival] = loaded.rivals;
  if (!rival) throw new Error('no rival to begin with');
  const signals = ['gw_route', 'rate', 'pool_wait', 'app_err', 'pg_activity', 'pg_slowlog', 'redis_keys', 'pool_span'];
  const asSignals: Signal[] = signals.flatMap((id): Signal[] => {
    const query = queries[id];
    if (!query) return [];
    const common = { id, decoy: false, window };
    if (query.modality === 'metric') return [{ ...common, modality: 'metric', query: { ...query, focus: {} } }];
    return query.modality === 'log'
      ? [{ ...common, modality: 'log', query }]
      : [{ ...common, modality: 'trace', query }];
  });
  const { kind, service } = deploy;
  return {
    ...loaded,
    rivals: Object.entries(rivals).map(([id, [component, mechanism]]) => ({ ...rival, id, component, mechanism })),
    signals: [...asSignals, { id: 'deploys', decoy: false, window, modality: 'event', kind, service }],
    readiness: 0.5,
    nothingWrong: false,
    truth: {
      ...loaded.truth,
      onsetMs,
      component: 'order-service',
      resource: 'connection-pool',
      mechanism: 'uncached-hot-path',
      recovery: ['rollback'],
      guiltyEdge: ['order-service', 'postgres'],
      trigger: { changes: [{ kinds: [kind], service, version: deploy.version, atMs: deploy.timeMs }], words: {} },
      accept: {
        component: { postgres: 0.5, 'api-gateway': 0.25, 'payment-service': 0, redis: 0 },
        resource: { pg: 0.5 },
        mechanism: { 'slow-query': 0.6, 'cache-expiry-stampede': 0.4 },
        trigger: { 'some-deploy': 0.5 },
        recovery: { unknown: 0 },
      },
    },
  };
}

function queried(signal: string): EntryData {
  const query = queries[signal];
  if (!query) return { type: 'events.viewed' };
  const { fromMs, toMs } = window;
  if (query.modality === 'metric') return { type: 'metric.queried', expr: query.expr, fromMs, toMs };
  if (query.modality === 'log') return { type: 'log.queried', query: query.query, fromMs, toMs };
  return { type: 'trace.searched', service: query.service, operation: query.operation, fromMs, toMs };
}

const slotNames: Readonly<Record<string, keyof Hypothesis['slots']>> = { symptom: 'since', blast: 'blastRadius' };
const pinIdOf = (signal: string): string => `pin ${signal}`;

function slotsOf(slots: Slots, refs: readonly string[]): Hypothesis['slots'] {
  const said = Object.entries(slots).flatMap(([slot, value]) =>
    value ? [[slotNames[slot] ?? slot, { value: valueOfSlot(slot, value), pins: [] as string[] }] as const] : [],
  );
  const [first, ...rest] = said;
  if (!first) return {};
  return Object.fromEntries([[first[0], { ...first[1], pins: refs.map(pinIdOf) }], ...rest]);
}

const hypothesisOf = ({ slots, refs, predictions, alternatives }: EntryOf<'hypothesis'>): Hypothesis => ({
  slots: slotsOf(slots, refs),
  because: '',
  predictions: predictions.map(({ signal, outcome }) => ({
    id: signal,
    text: signal,
    query: pinned(signal),
    outcome: readingOf(signal, outcome),
  })),
  alternatives: alternatives.map((world) => {
    const [component = world, mechanism = world] = rivals[world] ?? [];
    return { component, mechanism, because: 'no', pins: [] };
  }),
});

const folders: Readonly<Record<string, string>> = { catalog: 'catalog-service', consumer: 'queue-consumer' };

/** What somebody's tools would have written down. Phases are not told, but read off the rest. */
function dataOf(entry: RecordEntry): EntryData[] {
  switch (entry.kind) {
    case 'other':
      return [{ type: 'page.acknowledged', segment: { wallMs: 0, incidentMs: startMs, workMs: 0, speed: 1 } }];
    case 'query':
      return [queried(entry.signal)];
    case 'view':
    case 'phase':
    case 'withdrawal':
      return [];
    case 'pin': {
      const reading = readingOf(entry.signal, entry.reading);
      const pin = { query: pinned(entry.signal), window, reading, title: entry.signal, note: '' };
      return [{ type: 'evidence.pinned', pinId: pinIdOf(entry.signal), pin }];
    }
    case 'timeline': {
      const { at, ref, onset, seq } = entry;
      const told = { atMs: startMs + at * 1000, text: 'x', onset, ...(ref === null ? {} : { pinId: pinIdOf(ref) }) };
      return [{ type: 'timeline.added', entryId: `entry ${seq}`, entry: told }];
    }
    case 'hypothesis':
      return [{ type: 'hypothesis.locked', hypothesis: hypothesisOf(entry), version: 1, complete: true }];
    case 'check': {
      const { signal: predictionId, result } = entry;
      const foundReading = readingOf(predictionId, outcomesOf(predictionId).true ?? '');
      return [
        { type: 'prediction.checked', predictionId, query: pinned(predictionId), found: '', foundReading },
        { type: 'prediction.judged', predictionId, verdict: result === 'held' ? 'held' : 'failed' },
      ];
    }
    case 'code':
      return [
        { type: 'code.opened', path: `src/${folders[entry.component ?? ''] ?? entry.component}/handlers/index.ts` },
      ];
    case 'contradiction': {
      const looked = entry.signals.flatMap((signal): PanelQuery[] => {
        const query = queries[signal];
        if (query?.modality === 'metric') return [{ modality: 'metric', expr: query.expr }];
        return query?.modality === 'log' ? [query] : [];
      });
      return [{ type: 'contradiction.checked', found: false, note: '', looked }];
    }
    case 'answer': {
      const hypothesis = { slots: slotsOf(entry.slots, []), because: '', predictions: [], alternatives: [] };
      return [{ type: 'rootcause.submitted', hypothesis }];
    }
    case 'action':
      return [{ type: 'mitigation.executed', action: { verb: 'roll-back', service: 'order-service' } }];
    case 'recovery':
      return [{ type: 'recovery.verified', note: '', looked: [{ modality: 'metric', expr: exprOf(entry.signal) }] }];
    case 'hint': {
      const level = entry.level === 1 ? 1 : entry.level === 2 ? 2 : 3;
      return [{ type: 'hint.used', level, text: 'x', reveals: [...entry.signals, ...entry.slots] }];
    }
  }
}

function exprOf(signal: string): string {
  const query = queries[signal];
  if (query?.modality !== 'metric') throw new Error(`${signal} is no metric`);
  return query.expr;
}

/** Something that was done, at a second of the work clock. */
export interface Done {
  readonly t: number;
  readonly data: EntryData;
}

export const doneOf = (record: readonly RecordEntry[]): Done[] =>
  [...record].sort((a, b) => a.t - b.t).flatMap((entry) => dataOf(entry).map((data) => ({ data, t: entry.t })));

/** Everybody of a team of three has a hand in it. */
export function journalOf(record: readonly RecordEntry[]): Entry[] {
  return entriesOf(doneOf(record));
}

export const entriesOf = (done: readonly Done[], team: readonly string[] = names): Entry[] =>
  chain(
    null,
    done.map(({ data, t }, index) => {
      const ms = t * 1000;
      const name = team[index % team.length] ?? '';
      return { wallMs: ms, incidentMs: startMs + ms, workMs: ms, actor: `seat ${name}`, name, data };
    }),
  );

const seenBy = new Map(
  Object.keys(key.signals).map((signal): [string, Seen] => [
    signal,
    Object.fromEntries(
      Object.entries(outcomesOf(signal)).map(([world, outcome]) => [world, readingOf(signal, outcome)]),
    ),
  ]),
);
const nameOf = new Map(Object.entries(queries).map(([name, query]) => [JSON.stringify(query), name]));
const suffering = { firingMs: 0, requests: 0, failedRequests: 0, failedWrites: 0 };

/** What each world shows is the reference's table. */
export function findingsOf(journal: readonly Entry[], record: readonly RecordEntry[], scenario: Scenario): Findings {
  const looked = { changes: { [deploy.id]: deploy }, spans: {}, starts: {} };
  const { questions } = questionsOf(journal, scenario, looked);
  const seen = Object.fromEntries(
    questions.map(({ key: question, query }) => [
      question,
      seenBy.get(nameOf.get(JSON.stringify(query)) ?? 'deploys') ?? { true: 'unclear' },
    ]),
  );
  const acted = record.filter((entry): entry is EntryOf<'action'> => entry.kind === 'action').sort((a, b) => a.t - b.t);
  const seqs = journal.flatMap(({ seq, data }) => (data.type === 'mitigation.executed' ? [seq] : []));
  const effects: Record<number, Effect> = Object.fromEntries(
    seqs.map((seq, index) => {
      const verdict = acted[index]?.harmful ? 'harmful' : acted[index]?.fits ? 'fits' : 'nothing';
      return [seq, { verdict, acted: suffering, untouched: suffering, lostKeys: 0 }];
    }),
  );
  return { ...looked, seen, families: {}, effects, firingMs: [], routes, symptomOnsetMs: null };
}

/** Without what explains it, which takes most of the time, and without time boxes, which are read off who searches when. */
export function scoreOf(journal: readonly Entry[], findings: Findings, scenario: Scenario): Scored {
  const book = bookOf(journal, scenario, findings);
  const own = keyOf(journal, scenario, findings, book);
  return scoreRecord(recordOf({ journal, scenario, findings, book, key: own }), own, { timeBoxes: false });
}
