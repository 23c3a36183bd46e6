/** What a journal's entries had on the screen, as something that can be asked again. */
import type { Entry } from '../../journal/index.ts';

/** Instants are epoch ms. A window that reached to the incident's clock moves on with it. */
export type Look =
  | { readonly kind: 'metric'; readonly expr: string; readonly window: LookWindow }
  | { readonly kind: 'log'; readonly query: string; readonly window: LookWindow }
  | { readonly kind: 'traces'; readonly service: string; readonly operation: string; readonly window: LookWindow }
  | { readonly kind: 'trace'; readonly traceId: string }
  | { readonly kind: 'changes' };

export interface LookWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly live: boolean;
}

/** What a panel shows by itself: the last minutes, as long as nobody chose others. */
const shownMs = 15 * 60_000;
/** A window that ends this shortly before the clock is one that followed it: panels ask on a grid. */
const liveMs = 30_000;

/** A single instant is shown with the minutes before it. */
function windowOf(fromMs: number, toMs: number, incidentMs: number): LookWindow {
  return { fromMs: fromMs < toMs ? fromMs : toMs - shownMs, toMs, live: toMs >= incidentMs - liveMs };
}

/** null: nothing that can be shown again. */
export function lookOf({ data, incidentMs }: Entry): Look | null {
  switch (data.type) {
    case 'metric.queried':
      return { kind: 'metric', expr: data.expr, window: windowOf(data.fromMs, data.toMs, incidentMs) };
    case 'log.queried':
      return { kind: 'log', query: data.query, window: windowOf(data.fromMs, data.toMs, incidentMs) };
    case 'trace.searched': {
      const { service, operation, fromMs, toMs } = data;
      return { kind: 'traces', service, operation, window: windowOf(fromMs, toMs, incidentMs) };
    }
    case 'trace.opened':
      return { kind: 'trace', traceId: data.traceId };
    case 'events.viewed':
      return { kind: 'changes' };
    case 'panel.viewed': {
      const window = windowOf(incidentMs - shownMs, incidentMs, incidentMs);
      return data.query.modality === 'metric'
        ? { kind: 'metric', expr: data.query.expr, window }
        : { kind: 'log', query: data.query.query, window };
    }
    case 'evidence.pinned': {
      const { query } = data.pin;
      const window = windowOf(data.pin.window.fromMs, data.pin.window.toMs, incidentMs);
      if (query.modality === 'metric') return { kind: 'metric', expr: query.expr, window };
      if (query.modality === 'log') return { kind: 'log', query: query.query, window };
      return query.modality === 'trace' ? { kind: 'trace', traceId: query.traceId } : { kind: 'changes' };
    }
    default:
      return null;
  }
}

/** The window of a look, at another second. */
export function windowAt({ fromMs, toMs, live }: LookWindow, atMs: number): { fromMs: number; toMs: number } {
  const end = live ? atMs : Math.min(toMs, atMs);
  return { fromMs: Math.min(live ? end - (toMs - fromMs) : fromMs, end - 1000), toMs: end };
}
