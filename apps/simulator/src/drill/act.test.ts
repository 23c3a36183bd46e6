import { type Action, actionSchema } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { impossible } from './act.ts';
import { possible } from './testing/little-shop.ts';

const can: readonly Action[] = [
  { verb: 'cancel-backend', backends: { by: 'pid', pid: 4822 }, ending: 'cancel' },
  {
    verb: 'cancel-backend',
    backends: { by: 'application', application: 'payment-service', olderThanSeconds: 0 },
    ending: 'terminate',
  },
  { verb: 'create-index', table: 'orders', column: 'created_at' },
  { verb: 'delete-key', key: 'cart:4f2a' },
  { verb: 'delete-key', key: 'facets' },
  { verb: 'hold-release', service: 'api-gateway' },
  { verb: 'restart', service: 'api-gateway' },
  { verb: 'restart', service: 'api-gateway', pod: 'gateway-1' },
  { verb: 'restore-route', route: 'GET /v1/cart' },
  { verb: 'resume-job', service: 'payment-service', job: 'settlement' },
  { verb: 'resume-releases', service: 'api-gateway' },
  { verb: 'revert', commit: '0123456' },
  { verb: 'roll-back', service: 'api-gateway' },
  { verb: 'roll-back', service: 'api-gateway', toVersion: 'aaaaaaa' },
  { verb: 'scale', service: 'api-gateway', replicas: 0 },
  { verb: 'set-config', service: 'api-gateway', name: 'ORDER_TIMEOUT_MS', value: '' },
  { verb: 'shed-route', route: 'GET /v1/search' },
  { verb: 'suspend-job', service: 'payment-service', job: 'settlement' },
];

const cannot: readonly (readonly [Action, field: string, message: RegExp])[] = [
  [
    {
      verb: 'cancel-backend',
      backends: { by: 'application', application: 'report', olderThanSeconds: 1 },
      ending: 'cancel',
    },
    'backends.application',
    /no application report; expected one of payment-service/,
  ],
  [{ verb: 'create-index', table: 'ledgers', column: 'id' }, 'table', /no table ledgers; expected one of orders/],
  [{ verb: 'create-index', table: 'orders', column: 'colour' }, 'column', /expected one of created_at, id/],
  [{ verb: 'delete-key', key: 'basket:1' }, 'key', /no key basket:1; expected one whole key of cart:\*, facets/],
  [{ verb: 'delete-key', key: 'cart:*' }, 'key', /is a pattern/],
  [{ verb: 'delete-key', key: 'cart:' }, 'key', /no key cart:;/],
  [{ verb: 'delete-key', key: 'facets:1' }, 'key', /no key facets:1/],
  [{ verb: 'restart', service: 'memcached' }, 'service', /expected one of api-gateway, payment-service/],
  [{ verb: 'restart', service: 'payment-service', pod: 'gateway-1' }, 'pod', /there is none/],
  [{ verb: 'restore-route', route: 'GET /v1/carts' }, 'route', /expected one of GET \/v1\/cart, GET \/v1\/search/],
  [{ verb: 'revert', commit: '7654321' }, 'commit', /no commit 7654321/],
  [{ verb: 'roll-back', service: 'api-gateway', toVersion: 'bbbbbbb' }, 'toVersion', /expected one of aaaaaaa/],
  [{ verb: 'set-config', service: 'api-gateway', name: 'DEBUG', value: '1' }, 'name', /expected one of ORDER_TIMEOUT/],
  [{ verb: 'suspend-job', service: 'api-gateway', job: 'settlement' }, 'job', /there is none/],
];

describe('an action', () => {
  it.each(can)('$verb is possible where it names what is there', (action) => {
    expect(actionSchema.parse(action)).toEqual(action);
    expect(impossible(action, possible)).toBeNull();
  });

  it.each(cannot)('%o is not, and the field is named with what there is', (action, field, message) => {
    expect(impossible(action, possible)).toEqual({ field, message: expect.stringMatching(message) });
  });

  it.each([
    ['replicas', { verb: 'scale', service: 'api-gateway', replicas: 21 }],
    ['replicas', { verb: 'scale', service: 'api-gateway', replicas: 1.5 }],
    ['commit', { verb: 'revert', commit: 'main' }],
    ['value', { verb: 'set-config', service: 'api-gateway', name: 'ORDER_TIMEOUT_MS', value: 'a\nb' }],
    ['key', { verb: 'delete-key', key: 'cart:1 cart:2' }],
    ['backends.pid', { verb: 'cancel-backend', backends: { by: 'pid', pid: 0 } }],
    ['backends.olderThanSeconds', { verb: 'cancel-backend', backends: { by: 'application', application: 'a' } }],
    ['verb', { verb: 'reboot' }],
  ])('with a %s that none could have is not even understood', (field, action) => {
    const { error } = actionSchema.safeParse(action);
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });
});
