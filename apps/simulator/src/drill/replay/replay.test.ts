import { describe, expect, it } from 'vitest';
import { chain, type Entry, type EntryData } from '../../journal/index.ts';
import type { TelemetryRequest } from '../../telemetry/query.ts';
import { deedsOf } from '../deeds.ts';
import { type Ask, screenThen } from './screen.ts';

const minuteMs = 60_000;
const nowMs = 100 * minuteMs;

const journalOf = (...done: readonly { data: EntryData; atMs?: number }[]): Entry[] =>
  chain(
    null,
    done.map(({ data, atMs = nowMs }) => ({
      wallMs: atMs,
      incidentMs: atMs,
      workMs: atMs - nowMs,
      actor: 'a',
      name: 'Ana',
      data,
    })),
  );
const metric = (fromMs: number, toMs: number): EntryData => ({ type: 'metric.queried', expr: 'up', fromMs, toMs });
const panel = (expr: string, atMs: number) =>
  ({ data: { type: 'panel.viewed', query: { modality: 'metric', expr } }, atMs }) as const;

/** Telemetry in which nothing is, and which remembers what it was asked. */
function asked(): { requests: TelemetryRequest[]; ask: Ask } {
  const requests: TelemetryRequest[] = [];
  const empty = {
    'metric-range': { type: 'matrix', series: [], warnings: [] },
    'log-search': { rows: [], total: 0 },
    'trace-search': { traces: [], total: 0, operations: {} },
    trace: null,
    changes: [],
  };
  const ask: Ask = async (request) => {
    requests.push(request);
    // Each kind of request has its own empty answer above.
    return empty[request.kind as keyof typeof empty] as never;
  };
  return { requests, ask };
}

describe('the replay', () => {
  it('moves a window on that followed the clock, and leaves one that was chosen', async () => {
    const followed = journalOf({ data: metric(nowMs - 15 * minuteMs, nowMs - 10_000) });
    const chosen = journalOf({ data: metric(nowMs - 30 * minuteMs, nowMs - 20 * minuteMs) });
    const laterMs = nowMs + 5 * minuteMs;
    const { requests, ask } = asked();
    await screenThen(followed, 1, laterMs, ask);
    await screenThen(chosen, 1, laterMs, ask);
    expect(requests.map((one) => 'toMs' in one && one.toMs)).toEqual([laterMs, nowMs - 20 * minuteMs]);
  });

  it('shows nothing of what lies after the second that is asked about', async () => {
    const { requests, ask } = asked();
    const earlierMs = nowMs - 25 * minuteMs;
    await screenThen(journalOf({ data: metric(nowMs - 30 * minuteMs, nowMs - 20 * minuteMs) }), 1, earlierMs, ask);
    expect(requests).toMatchObject([{ kind: 'metric-range', toMs: earlierMs }]);
  });

  it('shows every pane again', async () => {
    const window = { fromMs: nowMs - minuteMs, toMs: nowMs };
    const journal = journalOf(
      { data: { type: 'log.queried', query: '{}', ...window } },
      { data: { type: 'trace.searched', service: 'redis', operation: '', ...window } },
      { data: { type: 'trace.opened', traceId: 'abc' } },
      { data: { type: 'events.viewed' } },
      { data: { type: 'panel.viewed', query: { modality: 'log', query: '{service="redis"}' } } },
    );
    const kinds = [];
    for (const { seq } of journal) {
      const screen = await screenThen(journal, seq, nowMs, asked().ask);
      kinds.push(...(screen?.panels.map(({ kind }) => kind) ?? []));
    }
    expect(kinds).toEqual(['log', 'traces', 'trace', 'changes', 'log']);
  });

  it('tells panels that came into view together once, and shows them together', async () => {
    const journal = journalOf(
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((i) => panel(`up${i}`, nowMs + i * 100)),
      panel('up9', nowMs + minuteMs),
      { data: { type: 'code.searched', text: 'x' }, atMs: nowMs + 2 * minuteMs },
    );
    const deeds = deedsOf(journal);
    expect(deeds.map(({ text, looked }) => [text, looked])).toEqual([
      ['saw 8 panels', true],
      ['saw a panel: up9', true],
      ['searched the code for "x"', false],
    ]);
    const screen = await screenThen(journal, deeds[0]?.seq ?? 0, nowMs, asked().ask);
    expect([screen?.panels.length, screen?.more]).toEqual([6, 2]);
    expect(await screenThen(journal, journal.length, nowMs, asked().ask)).toBeNull();
  });
});
