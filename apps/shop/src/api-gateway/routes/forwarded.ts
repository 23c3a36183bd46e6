import { object } from '../../lib/parse.ts';
import type { RateTable } from '../../lib/rate-table.ts';
import { Upstream } from '../../lib/upstream.ts';
import type { Method, Ports } from '../../ports.ts';
import type { Sessions } from '../sessions.ts';

interface Forwarded {
  readonly method: Method;
  readonly route: string;
  readonly to: 'order-service' | 'catalog-service';
  /** Anyone may ask; otherwise a session is needed. */
  readonly open?: boolean;
  /** The answer shows prices: the app gets the exchange rates with it. */
  readonly priced?: boolean;
}

const table: readonly Forwarded[] = [
  { method: 'GET', route: '/v1/products', to: 'catalog-service', open: true, priced: true },
  { method: 'GET', route: '/v1/products/:id', to: 'catalog-service', open: true, priced: true },
  { method: 'GET', route: '/v1/search', to: 'catalog-service', open: true, priced: true },
  { method: 'GET', route: '/v1/cart', to: 'order-service', priced: true },
  { method: 'POST', route: '/v1/cart/items', to: 'order-service' },
  { method: 'POST', route: '/v1/orders', to: 'order-service' },
  { method: 'GET', route: '/v1/orders', to: 'order-service', priced: true },
  { method: 'GET', route: '/v1/orders/recent', to: 'order-service', open: true, priced: true },
  { method: 'GET', route: '/v1/orders/:id', to: 'order-service', priced: true },
  { method: 'POST', route: '/v1/uploads', to: 'order-service' },
];

/** Everything but the login goes to the service that owns it, with the customer's id in a header. */
export function addForwardedRoutes(ports: Ports, sessions: Sessions, rates: RateTable): void {
  const { server, env } = ports;
  const upstreams = {
    'order-service': new Upstream(ports, { service: 'order-service', timeoutMs: env.number('ORDER_TIMEOUT_MS') }),
    'catalog-service': new Upstream(ports, {
      service: 'catalog-service',
      timeoutMs: env.number('CATALOG_TIMEOUT_MS'),
      retries: env.number('CATALOG_RETRIES', 1),
    }),
  };

  for (const { method, route, to, open, priced } of table) {
    server.route(method, route, async ({ ctx, params, query, headers, body }) => {
      const identity: Record<string, string> = open ? {} : { 'x-customer-id': await sessions.customer(ctx, headers) };
      const shown = priced ? await rates.current(ctx) : null;
      const reply = await upstreams[to].call(ctx, { method, route, params, query, headers: identity, body });
      return shown && reply.status === 200 ? { status: 200, body: { ...object(reply.body), rates: shown } } : reply;
    });
  }
}
