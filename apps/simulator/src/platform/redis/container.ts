import type { Container } from '../host/container.ts';
import type { RedisServer } from './server.ts';

/** Redis, as its host's kernel accounts for it. */
export const containerOf = (server: RedisServer): Container => ({
  namespace: 'shop',
  pod: 'redis-0',
  name: 'redis',
  usedUs: () => server.usedUs(),
  runnableUs: () => server.usedUs(),
  runnable: () => (server.isBusy() ? 1 : 0),
  memoryBytes: () => server.usedBytes(),
  resentSegments: () => server.tcp.resentSegments,
});
