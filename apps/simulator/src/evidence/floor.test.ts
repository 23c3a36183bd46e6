import { describe, expect, it } from 'vitest';
import { leastDifference } from './floor.ts';

describe('leastDifference', () => {
  it.each([
    ['sum(rate(requests_total{status=~"5.."}[1m]))', 1 / 60],
    ['sum(increase(requests_total[5m]))', 1],
    ['sum(rate(errors_total[1m])) / sum(rate(requests_total[1m]))', 0.002],
    ['histogram_quantile(0.95, sum by (le) (rate(duration_seconds_bucket[1m])))', 0.005],
    ['rate(process_cpu_seconds_total[2m])', 0.002],
    ['nodejs_eventloop_lag_max_seconds', 0.001],
    ['avg by (service) (up)', 0.002],
    ['db_client_connection_pending_requests', 1],
  ])('%s', (expr, least) => {
    expect(leastDifference(expr)).toBeCloseTo(least, 6);
  });
});
