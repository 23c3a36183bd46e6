import type { Container } from '../host/container.ts';
import type { PostgresServer } from './server.ts';

/** shared_buffers */
const sharedBytes = 4 * 1024 ** 3;
const sessionBytes = 9 * 1024 ** 2;

/** The database, as its host's kernel accounts for it. */
export const containerOf = (server: PostgresServer): Container => ({
  namespace: 'shop',
  pod: 'postgres-0',
  name: 'postgres',
  usedUs: () => server.cores.usedUs(),
  runnableUs: () => server.cores.runnableUs(),
  runnable: () => server.cores.load,
  memoryBytes: () => sharedBytes + server.sessionCount * sessionBytes,
  resentSegments: () => server.tcp.resentSegments,
});
