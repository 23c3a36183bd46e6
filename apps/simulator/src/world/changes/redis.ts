/** Other clients of Redis: one that keeps it busy, one that sets a key. */
import type { Make } from './index.ts';
import { repeat } from './repeat.ts';

export const occupyRedis: Make<'redis-command'> = ({ command, costMs, everyMs }, { kernel, redis }, _key, sinceUs) => {
  redis.connect();
  const end = repeat(kernel, sinceUs, everyMs, () => redis.occupy(command, costMs * 1000));
  return () => {
    end();
    redis.disconnect();
  };
};

export const setKey: Make<'redis-key'> = ({ client, key, ttlMs, everyMs }, { kernel, redis }, _key, sinceUs) => {
  redis.connect();
  const end = repeat(kernel, sinceUs, everyMs, () => {
    redis.run('set', (data, nowUs) => data.set(key, client, nowUs, ttlMs, true));
  });
  return () => {
    end();
    redis.run('del', (data, nowUs) => (data.get(key, nowUs) === client ? data.del(key, nowUs) : 0));
    redis.disconnect();
  };
};
