export { endBackends } from './admin.ts';
export { containerOf } from './container.ts';
export { PgPool } from './pool.ts';
export { StatementCache } from './prepare.ts';
export { PostgresServer } from './server.ts';
export { Database, type StoredRow } from './tables.ts';
