/** Whether a change can be made in this shop at all. */
import { isKeyAmong, routes, storeKeys } from '@firedrill/protocol';
import { nodeNames } from '../../platform/host/hosts.ts';
import { StatementCache } from '../../platform/postgres/index.ts';
import type { Change, ChangeOf } from './change.ts';
import type { Ground } from './ground.ts';

/** What is not the shop's own and yet sends and gets packets, as telemetry calls it. */
export const besideServices: readonly string[] = ['nginx-ingress', 'postgres', 'redis'];

/** Those of Redis that somebody's client may be caught with. */
const redisCommands: readonly string[] =
  'bgsave debug del eval evalsha flushall flushdb get hgetall hkeys hscan hset hvals incr keys lrange lrem mget mset save scan sdiff set sinter smembers sort sscan sunion unlink zrange zrangebyscore zscan zunionstore'.split(
    ' ',
  );

/** Where in the change, and what is wrong with it. */
export interface Misfit {
  readonly field: string;
  readonly reason: string;
}

const listed = (values: Iterable<string>): string => [...values].sort().join(', ');

function oneOf(field: string, what: string, value: string, possible: readonly string[]): Misfit | null {
  if (possible.includes(value)) return null;
  return { field, reason: `no ${what} ${value}; there are ${listed(possible)}` };
}

function configurationMisfit({ service, set }: ChangeOf<'configuration'>, { environment }: Ground): Misfit | null {
  const known = environment.get(service);
  if (!known) return oneOf('service', 'service', service, [...environment.keys()]);
  const unknown = Object.keys(set).find((name) => !known.has(name));
  if (unknown === undefined) return null;
  return { field: `set.${unknown}`, reason: `${service} does not read ${unknown}; it reads ${listed(known)}` };
}

function sessionMisfit({ statements }: ChangeOf<'session'>, { database }: Ground): Misfit | null {
  const cache = new StatementCache(database);
  for (const [index, text] of statements.entries()) {
    const field = `statements.${index}`;
    const { error } = cache.get(text);
    if (error) return { field, reason: `the database refuses "${text}": ${error.message}` };
    if (/\$\d/.test(text)) return { field, reason: `"${text}" has a placeholder that nothing fills in` };
  }
  return null;
}

/** What stands in the way, with what there is instead; null when nothing does. */
export function misfit(change: Change, ground: Ground): Misfit | null {
  const services = [...ground.environment.keys()];
  switch (change.kind) {
    case 'configuration':
      return configurationMisfit(change, ground);
    case 'data': {
      const tables = ground.database.tables().map(({ name }) => name);
      return oneOf('table', 'table', change.table, tables);
    }
    case 'network':
      return (
        oneOf('from', 'component', change.from, [...services, ...besideServices]) ??
        oneOf('to', 'component', change.to, [...services, ...besideServices])
      );
    case 'node-load':
      return oneOf('node', 'node', change.node, nodeNames);
    case 'redis-command':
      return oneOf('command', 'command of Redis', change.command.split(' ')[0] ?? '', redisCommands);
    case 'redis-key':
      return isKeyAmong(change.key, storeKeys)
        ? null
        : { field: 'key', reason: `the shop has no key ${change.key}; it has ${listed(storeKeys)}` };
    case 'session':
      return sessionMisfit(change, ground);
    case 'traffic':
      return change.route === undefined ? null : oneOf('route', 'route', change.route, routes);
  }
}
