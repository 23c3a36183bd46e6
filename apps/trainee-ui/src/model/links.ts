import type { EvidenceQuery, TimeWindow } from '@firedrill/protocol';
import { type PaneId, panes } from './panes.ts';

/** Parameters that all panes share: they go along from pane to pane. */
const sharedNames = ['from', 'to', 'live', 'service'];

/** What each pane's own part of the URL looked like when it was left, by drill and pane. */
const leftBehind = new Map<string, URLSearchParams>();

/** Remembers a pane's own parameters, so that coming back shows what was there. */
export function rememberPane(drillId: string, pane: PaneId, params: URLSearchParams): void {
  const own = new URLSearchParams(params);
  for (const name of sharedNames) own.delete(name);
  leftBehind.set(`${drillId}/${pane}`, own);
}

const join = (path: string, params: URLSearchParams): string => {
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
};

/** Path of a pane with the window kept and, unless `fresh`, the pane as it was left. */
export function panePath(drillId: string, pane: PaneId, here: URLSearchParams, fresh = false): string {
  const params = new URLSearchParams(fresh ? undefined : leftBehind.get(`${drillId}/${pane}`));
  for (const name of sharedNames) {
    const value = here.get(name);
    if (value !== null) params.set(name, value);
  }
  return join(`/drill/${encodeURIComponent(drillId)}/${pane}`, params);
}

/**
 * Where evidence is looked at again. The panes read these parameters:
 * metrics `tab=explore&expr=<PromQL>` (may repeat), logs `q=<LogQL>`, traces `trace=<hex>&span=<service> <operation>`,
 * changes `change=<id>`; all with `from` and `to` in epoch ms.
 */
export function evidencePath(drillId: string, query: EvidenceQuery, window: TimeWindow): string {
  const params = new URLSearchParams({ from: String(window.fromMs), to: String(window.toMs) });
  const path = (pane: PaneId): string => join(`/drill/${encodeURIComponent(drillId)}/${pane}`, params);
  switch (query.modality) {
    case 'metric':
      params.set('tab', 'explore');
      params.set('expr', query.expr);
      return path('metrics');
    case 'log':
      params.set('q', query.query);
      return path('logs');
    case 'trace':
      params.set('trace', query.traceId);
      params.set('span', `${query.service} ${query.operation}`);
      return path('traces');
    case 'event':
      params.set('change', query.changeId);
      return path('changes');
  }
}

export const paneByDigit = (digit: string): PaneId | undefined => panes.find((pane) => pane.digit === digit)?.id;
