/** A screen of the replay: what was looked at, asked again as of any second. */
import type { PanelThen, ReplayScreen } from '@firedrill/protocol';
import type { Entry } from '../../journal/index.ts';
import type { TelemetryRequest, TelemetryResult } from '../../telemetry/query.ts';
import { deedsOf } from '../deeds.ts';
import { longest } from '../walk/index.ts';
import { type Look, lookOf, windowAt } from './looks.ts';

/** Of the telemetry of a world, as of an instant. */
export type Ask = <R extends TelemetryRequest>(request: R) => Promise<TelemetryResult<R>>;

const mostPanels = 6;
const mostChanges = 12;
/** Many of them are often the same, and shown as one. */
const mostLines = 100;
const mostTraces = 8;
const mostSpans = 12;
const mostFound = 500;
const mostPoints = 200;
const leastStepMs = 5_000;
const feedMs = 45 * 60_000;

function stepOf({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): number {
  return Math.max(leastStepMs, Math.ceil((toMs - fromMs) / mostPoints / leastStepMs) * leastStepMs);
}

async function panelThen(look: Look, atMs: number, ask: Ask): Promise<PanelThen> {
  switch (look.kind) {
    case 'metric': {
      const window = windowAt(look.window, atMs);
      const stepMs = stepOf(window);
      // On a grid, so that a point stays where it is while the window moves.
      const fromMs = Math.floor(window.fromMs / stepMs) * stepMs;
      const request = { kind: 'metric-range', expr: look.expr, fromMs, toMs: window.toMs, stepMs } as const;
      return { kind: 'metric', expr: look.expr, fromMs, toMs: window.toMs, result: await ask(request) };
    }
    case 'log': {
      const window = windowAt(look.window, atMs);
      const { rows, total } = await ask({ kind: 'log-search', query: look.query, ...window, limit: mostLines });
      return { kind: 'log', query: look.query, ...window, total, rows };
    }
    case 'traces': {
      const { service, operation } = look;
      const window = windowAt(look.window, atMs);
      const where = { ...(service ? { service } : {}), ...(operation ? { operation } : {}) };
      const { traces, total } = await ask({ kind: 'trace-search', ...where, ...window, limit: mostFound });
      const slowest = [...traces].sort((a, b) => b.durationMs - a.durationMs).slice(0, mostTraces);
      return { kind: 'traces', service, operation, ...window, total, traces: slowest };
    }
    case 'trace': {
      const trace = await ask({ kind: 'trace', traceId: look.traceId });
      return { kind: 'trace', traceId: look.traceId, trace: trace && longest(trace, mostSpans) };
    }
    case 'changes': {
      const changes = await ask({ kind: 'changes', fromMs: atMs - feedMs, toMs: atMs });
      return { kind: 'changes', changes: [...changes].reverse().slice(0, mostChanges) };
    }
  }
}

/** `ask`: as of `atMs`. Null: nothing was on the screen with that entry. */
export async function screenThen(
  journal: readonly Entry[],
  seq: number,
  atMs: number,
  ask: Ask,
): Promise<ReplayScreen | null> {
  const deed = deedsOf(journal).find((one) => one.seq === seq);
  if (!deed) return null;
  const shown = new Set([deed.seq, ...deed.covers]);
  const looks = journal.flatMap((entry) => (shown.has(entry.seq) ? (lookOf(entry) ?? []) : []));
  if (looks.length === 0) return null;
  const panels = await Promise.all(looks.slice(0, mostPanels).map((look) => panelThen(look, atMs, ask)));
  return { panels, more: Math.max(0, looks.length - mostPanels) };
}
