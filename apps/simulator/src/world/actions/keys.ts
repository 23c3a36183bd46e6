import type { Act } from './act.ts';

/** DEL, from a prompt. */
export const deleteKey: Act<'delete-key'> = ({ key }, { redis }, operation) => {
  redis.connect();
  const { reply } = redis.run('del', (data, nowUs) => data.del(key, nowUs));
  redis.disconnect();
  operation.note('done', {
    kind: 'audit',
    reason: 'RedisPrompt',
    service: 'redis',
    object: 'pod/redis-0',
    message: `DEL ${key} (integer) ${String(reply)}`,
    details: { key, removed: String(reply) },
  });
};
