import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { PaneId } from '../model/panes.ts';

const loaders: Readonly<Record<PaneId, () => Promise<{ readonly Pane: ComponentType }>>> = {
  page: () => import('../features/page/index.tsx'),
  metrics: () => import('../features/metrics/index.tsx'),
  logs: () => import('../features/logs/index.tsx'),
  traces: () => import('../features/traces/index.tsx'),
  changes: () => import('../features/changes/index.tsx'),
  code: () => import('../features/code/index.tsx'),
  debrief: () => import('../features/debrief/index.tsx'),
};

const opened = (load: () => Promise<{ readonly Pane: ComponentType }>): LazyExoticComponent<ComponentType> =>
  lazy(() => load().then((module) => ({ default: module.Pane })));

export const paneModules: Readonly<Record<PaneId, LazyExoticComponent<ComponentType>>> = {
  page: opened(loaders.page),
  metrics: opened(loaders.metrics),
  logs: opened(loaders.logs),
  traces: opened(loaders.traces),
  changes: opened(loaders.changes),
  code: opened(loaders.code),
  debrief: opened(loaders.debrief),
};

/** Fetches a pane's script before it is opened. */
export const preloadPane = (pane: PaneId): void => void loaders[pane]().catch(() => undefined);
