import type { Possible } from '../act.ts';

/** For tests: what can be acted on in a shop of two services. */
export const possible: Possible = {
  services: [
    { name: 'api-gateway', config: ['ORDER_TIMEOUT_MS'], jobs: [], pods: ['gateway-1'], versions: ['aaaaaaa'] },
    { name: 'payment-service', config: [], jobs: ['settlement'], pods: [], versions: [] },
  ],
  tables: [{ name: 'orders', columns: ['created_at', 'id'] }],
  routes: ['GET /v1/cart', 'GET /v1/search'],
  applications: ['payment-service'],
  keys: ['cart:*', 'facets'],
  commits: ['0123456789abcdef0123456789abcdef01234567'],
};
