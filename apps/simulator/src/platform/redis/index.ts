export { RedisConnection } from './client.ts';
export { RedisServer } from './server.ts';
