import { expect, it } from 'vitest';
import { lookBackMs } from './look-back.ts';

it.each([
  ['up', 0],
  ['sum(rate(x{status=~"5.."}[1m])) > 0.02', 60_000],
  ['sum(rate(x[1m])) > 1.4 * sum(rate(x[30s] offset 25m))', 26.5 * 60_000],
  ['max_over_time(p95m[1h:15s])', 3_615_000],
])('%s looks back %i ms at most', (expr, ms) => expect(lookBackMs(expr)).toBe(ms));
