import type { Act } from './act.ts';

/** DEL, from a prompt. */
export const deleteKey: Act<'delete-key'> = ({ key }, { redis }, operation) => {
  redis.connect();
  const caller = { clientName: '', address: '10.42.9.6:50122', argv: ['DEL', key] };
  const { reply } = redis.run('del', (data, nowUs) => data.del(key, nowUs), caller);
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
