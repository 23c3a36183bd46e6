/** R7: how long a calm shop's answers take, route by route: mostly about as long, some longer, few much longer. */
import type { EdgeRequest } from '../../support/run.ts';
import { type Check, finding } from './run.ts';
import { groupBy, mean, quantile, range, variance } from './statistics.ts';

/** At 20 to 80 requests a second few routes have so many in a minute: minutes are taken together until there are enough. */
const fewest = 200;
const minuteUs = 60_000_000;
/** Before the onset a release may be under way. */
const marginUs = 15_000_000;

/** A minute in ten may hold something rare: the hourly warm-up stops a pod for a fifth of a second. */
const rareMinutes = 0.1;

interface Shape {
  /** p99 / p50. */
  readonly ratio: readonly [number, number];
  /** Standard deviation / mean, without the slowest in a thousand: one connection that broke says nothing of a route's shape. */
  readonly cv: readonly [number, number];
  /** The part of either side that is compared: the right side must be the longer. */
  readonly tail: number;
}

/** A page that may come from the cache or from the database: 2.5 to 20 and 0.5 to 2 hold nearly as they stand; where nine in ten come from the cache, it varies less. */
const cached: Shape = { ratio: [1.7, 20], cv: [0.15, 2], tail: 0.05 };
/** Always the same query or two: their own spread, and nothing that is skipped now and then. */
const queried: Shape = { ratio: [1.7, 5], cv: [0.15, 0.8], tail: 0.05 };
/**
 * Redis, rendering and no more. Both take the same each time here: only queueing and the network differ, which is less than in a real
 * shop, and makes no tail but in the last hundredth.
 */
const remembered: Shape = { ratio: [1.1, 3.5], cv: [0.05, 0.4], tail: 0.01 };
/** Nearly all of it is the processor's answer, between 0.6 and 1.7 of its usual time. */
const paid: Shape = { ratio: [1.4, 2.5], cv: [0.15, 0.5], tail: 0.05 };

const shapes: Readonly<Record<string, Shape>> = {
  'GET /v1/products': cached,
  'GET /v1/products/:id': cached,
  'GET /v1/search': cached,
  'GET /v1/orders': queried,
  'GET /v1/orders/:id': queried,
  'POST /v1/login': queried,
  'POST /v1/uploads': queried,
  'GET /v1/cart': remembered,
  'POST /v1/cart/items': remembered,
  'GET /v1/orders/recent': remembered,
  'POST /v1/orders': paid,
};

const tookMs = ({ beganUs, endUs }: EdgeRequest): number => (endUs - beganUs) / 1000;

/** Of one route, in as many minutes as it takes. */
function pooled(requests: readonly EdgeRequest[]): number[][] {
  const pools: number[][] = [];
  let pool: number[] = [];
  for (const [, minute] of groupBy(requests, ({ beganUs }) => String(Math.floor(beganUs / minuteUs)))) {
    pool.push(...minute.map(tookMs));
    if (pool.length < fewest) continue;
    pools.push(pool);
    pool = [];
  }
  return pools;
}

function variationOf(ms: readonly number[]): number {
  const most = [...ms].sort((a, b) => a - b).slice(0, Math.floor(ms.length * 0.999 - 1));
  return Math.sqrt(variance(most)) / mean(most);
}

/** Each higher than the one before; the last, which is the greatest, may be equal. */
const rises = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value > values[i - 1]! || (i === values.length - 1 && value === values[i - 1]));

export const latencyShape: Check = ({ edge, fromMs, onsetMs }) => {
  const calm = edge
    .filter(({ beganUs, status }) => beganUs >= fromMs * 1000 && beganUs < onsetMs * 1000 - marginUs && status < 400)
    .sort((a, b) => a.beganUs - b.beganUs);
  const problems: string[] = [];
  const told: string[] = [];
  let count = 0;
  for (const [route, { ratio, cv, tail }] of Object.entries(shapes)) {
    const own = calm.filter((request) => request.route === route);
    const minutes = pooled(own);
    if (minutes.length === 0) continue;
    count += minutes.length;
    const all = own.map(tookMs);
    const middle = quantile(all, 0.5);
    if (quantile(all, 1 - tail) - middle <= middle - quantile(all, tail)) problems.push(`${route}: no right tail`);
    if (minutes.some((ms) => !rises([0.5, 0.95, 0.99, 1].map((q) => quantile(ms, q)))))
      problems.push(`${route}: quantiles out of order`);
    for (const [what, values, limits] of [
      ['p99/p50', minutes.map((ms) => quantile(ms, 0.99) / quantile(ms, 0.5)), ratio],
      ['CV', minutes.map(variationOf), cv],
    ] as const) {
      const outside = values.filter((value) => value < limits[0] || value > limits[1]).length;
      if (outside > Math.floor(rareMinutes * values.length))
        problems.push(`${route}: ${what} outside in ${outside} minutes`);
      told.push(`${what === 'CV' ? 'CV' : route} ${range(values, 1)} (${limits.join('-')})`);
    }
  }
  const measured = `${count} route-minutes, p99/p50 and CV: ${told.join(', ')}; problems: ${problems.slice(0, 4).join('; ') || 'none'}`;
  return finding('R7', 'shape of latency', measured, told.length > 10 && problems.length === 0);
};
