/** Visitors that nobody asked for: search engines with old addresses, and scanners. */
import { type Kernel, keyOf, mix } from '../../kernel/index.ts';
import type { ClientRequest, Ingress } from '../ingress/ingress.ts';
import { recur } from './recurring.ts';

const everySeconds = 9;
const scanned = ['/wp-login.php', '/.env', '/.git/config', '/admin/login', '/robots.txt', '/xmlrpc.php'];
const searchEngine = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const scanner = 'Mozilla/5.0 zgrab/0.x';

function requestOf(key: number): ClientRequest {
  const address = mix(key, 1) % 200;
  switch (mix(key, 2) % 3) {
    case 0:
      // A product that was taken off the shelves years ago.
      return {
        call: { method: 'GET', route: '/v1/products/:id', params: { id: `p-${(mix(key, 3) % 90_000) + 10_000}` } },
        key,
        clientAddress: `66.249.66.${2 + address}`,
        agent: searchEngine,
      };
    case 1:
      return {
        call: { method: 'GET', route: '/v1/orders/:id', params: { id: String(mix(key, 3) % 100_000) } },
        key,
        clientAddress: `185.191.171.${2 + address}`,
        agent: scanner,
      };
    default:
      return {
        call: { method: 'GET', route: scanned[mix(key, 3) % scanned.length] ?? '/' },
        key,
        clientAddress: `185.191.171.${2 + address}`,
        agent: scanner,
      };
  }
}

export function addCrawlers(kernel: Kernel, seed: number, ingress: Ingress): void {
  recur(kernel, mix(seed, keyOf('crawlers')), everySeconds, (key) => ingress.request(requestOf(key)));
}
