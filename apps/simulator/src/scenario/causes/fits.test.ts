/** Changes that cannot be made in this shop are refused with what there is instead. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadShop } from '../load.ts';
import { type Change, changeSchema } from './change.ts';
import { misfit } from './fits.ts';
import { groundOf } from './ground.ts';
import { changesOfCause, loadLibrary } from './library.ts';

const root = join(import.meta.dirname, '../../../../..');
const shop = loadShop(join(root, 'apps/shop'), join(root, 'scenarios/_history'));
const ground = groundOf(shop.files);
const { library } = loadLibrary([join(root, 'scenarios')]);

const change = (kind: Change['kind'], fields: object): Change => changeSchema.parse({ kind, ...fields });
const session = (...statements: string[]): Change =>
  change('session', { application: 'report', statements, holdMs: 0, everyMs: 1000 });
const configured = (service: string, name: string): Change =>
  change('configuration', { service, set: { [name]: '1' }, author: 'pipeline' });

describe('a change that does not fit', () => {
  it.each<[string, Change, string, string]>([
    ['a statement that is none', session('SELEC id FROM orders'), 'statements.0', 'syntax error'],
    [
      'a statement about a table that is not there',
      session('SELECT id FROM orders', 'SELECT id FROM ledgers'),
      'statements.1',
      'relation "ledgers" does not exist',
    ],
    [
      'a statement about a column that is not there',
      session('SELECT colour FROM orders'),
      'statements.0',
      'column "colour" does not exist',
    ],
    ['a placeholder', session('SELECT id FROM orders WHERE id = $1'), 'statements.0', 'nothing fills in'],
    [
      'a command that Redis does not have',
      change('redis-command', { client: 'x', command: 'walk', costMs: 5, everyMs: 1000 }),
      'command',
      'no command of Redis walk; there are bgsave, debug, del',
    ],
    [
      'a key that the shop does not have',
      change('redis-key', { client: 'x', key: 'locks:rates', ttlMs: 5, everyMs: 1000 }),
      'key',
      'the shop has no key locks:rates; it has cards:*, cart:*',
    ],
    [
      'a variable that the service does not read',
      configured('catalog-service', 'CATALOG_TIMEOUT_MS'),
      'set.CATALOG_TIMEOUT_MS',
      'catalog-service does not read CATALOG_TIMEOUT_MS; it reads CACHE_TTL_MS, PG_ACQUIRE_TIMEOUT_MS',
    ],
    ['a service that is not there', configured('cart-service', 'PG_POOL_MAX'), 'service', 'no service cart-service'],
    ['a table that is not there', change('data', { table: 'ledgers', rows: 5 }), 'table', 'no table ledgers'],
    [
      'an edge to nowhere',
      change('network', { from: 'api-gateway', to: 'cart-service' }),
      'to',
      'no component cart-service',
    ],
    ['a node that is not there', change('node-load', { node: 'node-x', factor: 2 }), 'node', 'no node node-x'],
    ['a route that is not there', change('traffic', { factor: 2, route: 'GET /v2' }), 'route', 'no route GET /v2'],
  ])('%s: its field and the reason', (_, wrong, field, reason) => {
    const found = misfit(wrong, ground);
    expect(found?.field).toBe(field);
    expect(found?.reason).toContain(reason);
  });

  it('is not one of a variable that only a file beside the service reads', () => {
    expect(misfit(configured('catalog-service', 'PG_IDLE_TIMEOUT_MS'), ground)).toBeNull();
    expect(misfit(configured('payment-service', 'PROCESSOR_TIMEOUT_MS'), ground)).toBeNull();
  });

  it('is none of the library, as it is and as quick drills have it', () => {
    for (const cause of library.values()) {
      for (const given of [{}, cause.quick?.with ?? {}]) {
        const { changes } = changesOfCause(cause, given, { file: cause.file, line: 1 });
        for (const { change } of changes) expect([cause.id, misfit(change, ground)]).toEqual([cause.id, null]);
      }
    }
  });
});
