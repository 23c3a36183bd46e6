import { type Check, finding } from './run.ts';
import { groupBy, mean, quantile, range, variance } from './statistics.ts';

const fewest = 200;
/**
 * A page that comes from a cache most of the time and from the database now and then has a median of milliseconds and a tail that is
 * tens of times as long; 2.5 to 20 holds for routes that do the same work each time.
 */
const ratio = [1.1, 120] as const;
/** A login is nearly all of it one password check, which costs the same each time; an issuer that answers after eight seconds is rare, and counts. */
const variation = [0.05, 12] as const;

export const latencyShape: Check = ({ edge, fromMs, onsetMs }) => {
  const calm = edge.filter(
    ({ beganUs, status }) => beganUs >= fromMs * 1000 && beganUs < onsetMs * 1000 && status < 500,
  );
  const routes = [...groupBy(calm, ({ route }) => route)].filter(([, list]) => list.length >= fewest);
  const ratios: number[] = [];
  const variations: number[] = [];
  const odd: string[] = [];
  for (const [route, list] of routes) {
    const ms = list.map(({ beganUs, endUs }) => (endUs - beganUs) / 1000);
    const [p5, p50, p95, p99] = [0.05, 0.5, 0.95, 0.99].map((q) => quantile(ms, q)) as [number, number, number, number]; // four asked for
    ratios.push(p99 / p50);
    variations.push(Math.sqrt(variance(ms)) / mean(ms));
    if (!(p50 < p95 && p95 < p99) || p95 - p50 <= p50 - p5) odd.push(route);
  }
  const within = (values: readonly number[], [low, high]: readonly [number, number]): boolean =>
    values.every((value) => value >= low && value <= high);
  const measured = `${routes.length} routes, p99/p50 ${range(ratios, 1)} (${ratio.join('-')}), CV ${range(variations)} (${variation.join('-')}), without a right tail: ${odd.join(', ') || 'none'}`;
  return finding(
    'R7',
    'shape of latency',
    measured,
    routes.length > 2 && odd.length === 0 && within(ratios, ratio) && within(variations, variation),
  );
};

/** Clustered by nothing but chance: a visitor's steps are seconds apart, so requests are nearly a Poisson process themselves. */
const dispersion = [0.8, 1.35] as const;

export const arrivals: Check = ({ edge, fromMs, onsetMs }) => {
  const seconds = Math.floor((onsetMs - fromMs) / 1000);
  const counts = new Array<number>(seconds).fill(0);
  for (const { beganUs } of edge) {
    const second = Math.floor((beganUs / 1000 - fromMs) / 1000);
    if (second >= 0 && second < seconds) counts[second]!++;
  }
  const index = variance(counts) / mean(counts);
  const perMinuteStart = mean(counts.filter((_, i) => (Math.floor(fromMs / 1000) + i) % 60 === 0)) / mean(counts);
  const measured = `variance/mean of requests per second ${index.toFixed(2)} (${dispersion.join('-')}), at minute boundaries ${perMinuteStart.toFixed(2)} of the mean (0.6-1.5)`;
  const calm = index >= dispersion[0] && index <= dispersion[1] && perMinuteStart > 0.6 && perMinuteStart < 1.5;
  return finding('R9', 'arrivals', measured, calm);
};
