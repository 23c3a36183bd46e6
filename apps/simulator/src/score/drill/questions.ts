/** What must be asked of the worlds to score a journal. */
import type { Prediction } from '@firedrill/protocol';
import type { Entry } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { askedOf } from './about.ts';
import type { AskedQuery, DrillQuestion, Looked } from './findings.ts';

const instantMs = 5 * 60_000;
/** A trace is looked at as one of those of these minutes. */
const aroundTrace = { beforeMs: 2 * 60_000, afterMs: 3 * 60_000 } as const;
/** What has no window of its own is asked about by whole minutes: many teams then ask the same. */
const minuteMs = 60_000;
const lastMinute = (atMs: number): number => atMs - (atMs % minuteMs);
const feedMs = 45 * 60_000;
const beforeOnsetMs = 60_000;
/** Telemetry that rivals end with has not all arrived. */
const arrivedMs = 45_000;
/** A run of more is compared by its first ones, with all that was pinned and predicted. */
const mostQueries = 250;

type Window = DrillQuestion['window'];

const same = (query: AskedQuery, fromMs: number, toMs: number): string => JSON.stringify([query, fromMs, toMs]);

/** Who says no window predicts the incident as a whole. */
export function predictionWindow({ truth, rivalsUntilMs, endsAtMs }: Scenario, said: Prediction['window']): Window {
  if (said) return until(said, endsAtMs);
  return { fromMs: truth.onsetMs - beforeOnsetMs, toMs: Math.min(rivalsUntilMs, endsAtMs) - arrivedMs };
}

export const pinKey = (pinId: string): string => `pin ${pinId}`;
/** Of a pin that says "this one": whether it stands out. */
export const pointedKey = (pinId: string): string => `pointed ${pinId}`;
export const signalKey = (id: string): string => `signal ${id}`;

export const predictionKey = (query: AskedQuery, said: Prediction['window']): string =>
  `prediction ${JSON.stringify([query, said?.fromMs, said?.toMs])}`;

/** Queries of an entry, with their windows; an opened trace is as many as spans that took time. */
function queriesOf({ data, incidentMs }: Entry, { spans, starts }: Looked): Pick<DrillQuestion, 'query' | 'window'>[] {
  switch (data.type) {
    case 'metric.queried': {
      const fromMs = data.fromMs < data.toMs ? data.fromMs : data.toMs - instantMs;
      return [{ query: { modality: 'metric', expr: data.expr, focus: {} }, window: { fromMs, toMs: data.toMs } }];
    }
    case 'log.queried':
      return [{ query: { modality: 'log', query: data.query }, window: { fromMs: data.fromMs, toMs: data.toMs } }];
    case 'trace.searched':
      return data.operation === '' || data.service === ''
        ? []
        : [
            {
              query: { modality: 'trace', service: data.service, operation: data.operation },
              window: { fromMs: data.fromMs, toMs: data.toMs },
            },
          ];
    case 'trace.opened': {
      const minute = lastMinute(starts[data.traceId] ?? incidentMs);
      const window = { fromMs: minute - aroundTrace.beforeMs, toMs: minute + aroundTrace.afterMs };
      return (spans[data.traceId] ?? []).map((span) => ({ query: { modality: 'trace', ...span }, window }));
    }
    case 'events.viewed':
      return [
        {
          query: { modality: 'event', change: null },
          window: { fromMs: lastMinute(incidentMs) - feedMs, toMs: lastMinute(incidentMs) },
        },
      ];
    default:
      return [];
  }
}

export const queryKey = (query: AskedQuery, seq: number): string => `query ${seq} ${JSON.stringify(query)}`;

const until = (window: Window, asOfMs: number): Window => ({
  fromMs: Math.min(window.fromMs, asOfMs - 1000),
  toMs: Math.min(window.toMs, asOfMs),
});

/** What the author says suffices: it is told where a team's own evidence does not tell an explanation apart. */
function authored({ signals, rivalsUntilMs, endsAtMs }: Scenario): DrillQuestion[] {
  const untilMs = Math.min(rivalsUntilMs, endsAtMs) - arrivedMs;
  return signals.flatMap((signal): DrillQuestion[] => {
    if (signal.decoy || signal.modality === 'event' || signal.window.fromMs >= untilMs) return [];
    const window = { fromMs: signal.window.fromMs, toMs: Math.min(signal.window.toMs, untilMs) };
    const { id, query } = signal;
    return [{ key: signalKey(id), query, window, asOfMs: window.toMs + arrivedMs, untouched: true, how: 'read' }];
  });
}

/** Equal questions are asked once; `keys` leads from each to the one that is. */
export interface Questions {
  readonly questions: readonly DrillQuestion[];
  readonly keys: ReadonlyMap<string, string>;
}

export function questionsOf(journal: readonly Entry[], scenario: Scenario, looked: Looked): Questions {
  const questions: DrillQuestion[] = [];
  const keys = new Map<string, string>();
  const known = new Map<string, string>();
  const ask = (question: DrillQuestion): void => {
    const { query, window, key, untouched, how } = question;
    const text = same(query, window.fromMs, window.toMs) + String([untouched, how]);
    const first = known.get(text) ?? key;
    keys.set(key, first);
    if (known.has(text)) return;
    known.set(text, key);
    questions.push(question);
  };
  for (const { data, incidentMs } of journal) {
    if (data.type === 'evidence.pinned') {
      const query = askedOf(data.pin.query, looked);
      if (!query) continue;
      const window = until(data.pin.window, incidentMs);
      const pinned = { query, window, asOfMs: incidentMs, untouched: false };
      ask({ ...pinned, key: pinKey(data.pinId), how: 'read' });
      if (data.pin.reading === 'which' && query.modality === 'metric')
        ask({ ...pinned, key: pointedKey(data.pinId), how: 'pointed' });
    } else if (data.type === 'hypothesis.locked') {
      for (const prediction of data.hypothesis.predictions) {
        const query = askedOf(prediction.query, looked);
        const window = predictionWindow(scenario, prediction.window);
        if (query)
          ask({
            key: predictionKey(query, prediction.window),
            query,
            window,
            asOfMs: window.toMs + arrivedMs,
            untouched: true,
            how: 'read',
          });
      }
    }
  }
  let queries = 0;
  for (const entry of journal) {
    for (const { query, window } of queriesOf(entry, looked)) {
      if (queries++ >= mostQueries) break;
      const { data, incidentMs, seq } = entry;
      const asOfMs = data.type === 'events.viewed' ? lastMinute(incidentMs) : incidentMs;
      ask({
        key: queryKey(query, seq),
        query,
        window: until(window, asOfMs),
        asOfMs,
        untouched: false,
        how: 'seen',
      });
    }
  }
  // Who neither asked nor believed anything has no explanation to be told apart, and no rival need be run.
  const believed = journal.some(({ data }) => data.type === 'hypothesis.locked');
  if (believed || questions.length > 0) for (const question of authored(scenario)) ask(question);
  return { questions, keys };
}

export { queriesOf };
