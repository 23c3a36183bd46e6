/** Other clients of Redis: one that keeps it busy, one that sets a key. */
import { keyOf } from '../../kernel/index.ts';
import type { Make } from './index.ts';
import { repeat } from './repeat.ts';

/** ip:port of somebody else's client. */
const addressOf = (client: string): string =>
  `10.42.7.${10 + (keyOf(client) % 200)}:${32_768 + (keyOf(`${client} port`) % 28_000)}`;

export const occupyRedis: Make<'redis-command'> = (
  { client, command, costMs, everyMs },
  { kernel, redis },
  _key,
  sinceUs,
) => {
  redis.connect();
  const caller = { clientName: client, address: addressOf(client), argv: command.split(' ') };
  const end = repeat(kernel, sinceUs, everyMs, () => redis.occupy(caller, costMs * 1000));
  return () => {
    end();
    redis.disconnect();
  };
};

export const setKey: Make<'redis-key'> = ({ client, key, ttlMs, everyMs }, { kernel, redis }, _key, sinceUs) => {
  redis.connect();
  const caller = (...argv: string[]) => ({ clientName: client, address: addressOf(client), argv });
  const set = caller('set', key, client, 'PX', String(ttlMs), 'NX');
  const end = repeat(kernel, sinceUs, everyMs, () => {
    redis.run('set', (data, nowUs) => data.set(key, client, nowUs, ttlMs, true), set);
  });
  return () => {
    end();
    redis.run('del', (data, nowUs) => (data.get(key, nowUs) === client ? data.del(key, nowUs) : 0), caller('del', key));
    redis.disconnect();
  };
};
