import { dependencies } from './dependencies.ts';
import { overview } from './overview.ts';
import { service } from './service.ts';
import type { DashboardSpec } from './types.ts';

export const dashboards: readonly DashboardSpec[] = [overview, service, dependencies];
export type { DashboardSpec, PanelQuery, PanelSpec } from './types.ts';
