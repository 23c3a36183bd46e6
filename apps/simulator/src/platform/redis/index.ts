export { RedisConnection } from './client.ts';
export { containerOf } from './container.ts';
export { RedisServer } from './server.ts';
