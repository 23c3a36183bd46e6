/** Whether a change can be made in this shop at all. */
import { routes } from '@firedrill/protocol';
import { nodeNames } from '../../platform/host/hosts.ts';
import type { Files } from '../repository/patch.ts';
import type { Change } from './change.ts';

export interface Ground {
  readonly services: readonly string[];
  readonly tables: readonly string[];
}

/** What is not the shop's own and yet sends and gets packets, as telemetry calls it. */
export const besideServices: readonly string[] = ['nginx-ingress', 'postgres', 'redis'];

export const tablesOf = (files: Files): string[] =>
  [...files]
    .filter(([path]) => path.startsWith('migrations/'))
    .flatMap(([, sql]) => [...sql.matchAll(/create table (?:if not exists )?(\w+)/gi)].map((match) => match[1] ?? ''));

const oneOf = (what: string, value: string, possible: readonly string[]): string | null =>
  possible.includes(value) ? null : `no ${what} ${value}; there are ${[...possible].sort().join(', ')}`;

/** What stands in the way, with what there is instead; null when nothing does. */
export function misfit(change: Change, { services, tables }: Ground): string | null {
  switch (change.kind) {
    case 'configuration':
      return oneOf('service', change.service, services);
    case 'data':
      return oneOf('table', change.table, tables);
    case 'network':
      return (
        oneOf('component', change.from, [...services, ...besideServices]) ??
        oneOf('component', change.to, [...services, ...besideServices])
      );
    case 'node-load':
      return oneOf('node', change.node, nodeNames);
    case 'traffic':
      return change.route === undefined ? null : oneOf('route', change.route, routes);
    default:
      return null;
  }
}
