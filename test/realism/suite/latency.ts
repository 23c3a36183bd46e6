/** R7: how long a calm shop's answers take, route by route: mostly about as long, some longer, few much longer. */
import type { EdgeRequest } from '../../support/run.ts';
import { type Check, finding } from './run.ts';
import { groupBy, mean, quantile, variance } from './statistics.ts';

/** At 20 to 80 requests a second few routes have so many in a minute: minutes are taken together until there are enough. */
const fewest = 200;
const minuteUs = 60_000_000;
/** Before the onset a release may be under way. */
const marginUs = 15_000_000;

interface Shape {
  /** p99 / p50. */
  readonly ratio: readonly [number, number];
  /** Standard deviation / mean, without the slowest in a thousand: one connection that broke says nothing of a route's shape. */
  readonly cv: readonly [number, number];
}

/** A page that may come from the cache or from the database: this is where 2.5 to 20 and 0.5 to 2 hold as they stand, or nearly. */
const cached: Shape = { ratio: [2, 25], cv: [0.15, 2] };
/** Always the same query or two: their own spread, and nothing that is skipped now and then. */
const queried: Shape = { ratio: [1.7, 5], cv: [0.2, 0.8] };
/** Redis, rendering and no more. Both take the same each time here: only queueing and the network differ, which is less than in a real shop. */
const remembered: Shape = { ratio: [1.1, 3.5], cv: [0.05, 0.4] };
/** Nearly all of it is the processor's answer, between 0.6 and 1.7 of its usual time. */
const paid: Shape = { ratio: [1.4, 2.5], cv: [0.15, 0.5] };

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

/** Of one route, in as many minutes as it takes. */
function pooled(requests: readonly EdgeRequest[]): number[][] {
  const pools: number[][] = [];
  let pool: number[] = [];
  for (const [, minute] of groupBy(requests, ({ beganUs }) => String(Math.floor(beganUs / minuteUs)))) {
    pool.push(...minute.map(({ beganUs, endUs }) => (endUs - beganUs) / 1000));
    if (pool.length < fewest) continue;
    pools.push(pool);
    pool = [];
  }
  return pools;
}

const without = (ms: readonly number[], share: number): number[] =>
  [...ms].sort((a, b) => a - b).slice(0, Math.floor(ms.length * (1 - share)));

export const latencyShape: Check = ({ edge, fromMs, onsetMs }) => {
  const calm = edge
    .filter(({ beganUs, status }) => beganUs >= fromMs * 1000 && beganUs < onsetMs * 1000 - marginUs && status < 400)
    .sort((a, b) => a.beganUs - b.beganUs);
  const problems: string[] = [];
  const told: string[] = [];
  let count = 0;
  for (const [route, { ratio, cv }] of Object.entries(shapes)) {
    const measured = pooled(calm.filter((request) => request.route === route)).map((ms) => {
      const [p5, p50, p95, p99] = [0.05, 0.5, 0.95, 0.99].map((q) => quantile(ms, q)) as [
        number,
        number,
        number,
        number,
      ]; // four asked for
      if (!(p50 < p95 && p95 < p99 && p99 <= Math.max(...ms))) problems.push(`${route}: quantiles out of order`);
      if (p95 - p50 <= p50 - p5) problems.push(`${route}: no right tail`);
      const most = without(ms, 0.001 + 1 / ms.length);
      return { ratio: p99 / p50, cv: Math.sqrt(variance(most)) / mean(most) };
    });
    if (measured.length === 0) continue;
    count += measured.length;
    const [ratios, cvs] = [measured.map((one) => one.ratio), measured.map((one) => one.cv)];
    const outside = (values: readonly number[], [low, high]: readonly [number, number]): number =>
      values.filter((value) => value < low || value > high).length;
    const odd = outside(ratios, ratio) + outside(cvs, cv);
    if (odd > 0) problems.push(`${route}: ${odd} outside`);
    const middle = (values: readonly number[]): string =>
      `${Math.min(...values).toFixed(1)}-${Math.max(...values).toFixed(1)}`;
    told.push(`${route} ${middle(ratios)} (${ratio.join('-')}), ${middle(cvs)} (${cv.join('-')})`);
  }
  const measured = `${count} route-minutes, p99/p50 and CV: ${told.join('; ')}; problems: ${problems.slice(0, 4).join('; ') || 'none'}`;
  return finding('R7', 'shape of latency', measured, told.length > 5 && problems.length === 0);
};
