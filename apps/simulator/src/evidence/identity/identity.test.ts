import { describe, expect, it } from 'vitest';
import { aboutChange, aboutLog, aboutMetric, aboutSpans, covers, identityOf } from './index.ts';

const metric = (expr: string, focus: Record<string, string> = {}): string => identityOf(aboutMetric(expr, focus));
const log = (query: string): string => identityOf(aboutLog(query));

describe('one signal', () => {
  it.each([
    [
      'spacing and order of labels',
      'sum(rate(a_total{x="1",y="2"}[1m]))',
      'sum( rate( a_total{ y = "2", x = "1" } [1m] ) )',
    ],
    ['range', 'rate(a_total[1m])', 'rate(a_total[5m])'],
    ['aggregation', 'sum(rate(a_total[1m]))', 'max by (pod) (rate(a_total[1m]))'],
    ['function', 'rate(a_total[1m])', 'increase(a_total[1m])'],
    [
      'quantile',
      'histogram_quantile(0.5, sum by (le) (rate(a_bucket[1m])))',
      'histogram_quantile(0.99, sum by (le, pod) (rate(a_bucket[2m])))',
    ],
    ['mean and quantile', 'rate(a_sum[1m]) / rate(a_count[1m])', 'histogram_quantile(0.5, rate(a_bucket[1m]))'],
    ['threshold', 'a > 5', 'a'],
    ['instances', 'a{pod="p-1"}', 'a{instance="10.0.0.1:9090"}'],
  ])('whatever the %s', (_, one, other) => {
    if (one.includes('_sum')) expect(metric(one).split(' ').slice(0, 3)).toEqual(metric(other).split(' ').slice(0, 3));
    else expect(metric(one)).toBe(metric(other));
  });

  it('whether a series is matched or focused', () => {
    expect(metric('sum by (service) (a)', { service: 's', pod: 'p' })).toBe(metric('a{service="s"}'));
  });

  it('whatever the order of log filters', () => {
    expect(log('{service="s", level="error"} |= "a" != "b"')).toBe(log('{level="error",service="s"}!="b"|="a"'));
  });

  it('in whichever trace a span is', () => {
    expect(identityOf(aboutSpans('s', 'op'))).toBe(identityOf(aboutSpans('s', 'op')));
  });
});

describe('two signals', () => {
  it.each([
    ['metrics', 'a', 'b'],
    ['matchers', 'a{x="1"}', 'a{x="2"}'],
    ['times and counts of a histogram', 'rate(a_count[1m])', 'histogram_quantile(0.9, rate(a_bucket[1m]))'],
    ['a share and its whole', 'a{status=~"5.."}', 'a'],
  ])('for other %s', (_, one, other) => {
    expect(metric(one)).not.toBe(metric(other));
  });

  it('for other words, operations, changes', () => {
    expect(log('{service="s"} |= "a"')).not.toBe(log('{service="s"} |= "b"'));
    expect(identityOf(aboutSpans('s', 'a'))).not.toBe(identityOf(aboutSpans('s', 'b')));
    const change = { kind: 'deploy', service: 's', reason: 'RolloutStarted', timeMs: 0 } as const;
    expect(identityOf(aboutChange(change))).not.toBe(identityOf(aboutChange({ ...change, timeMs: 300_000 })));
  });
});

describe('what somebody has before their eyes', () => {
  it('is what they asked for, and all that is part of it', () => {
    const pinned = aboutMetric('sum by (service) (a)', { service: 's' });
    expect(covers(aboutMetric('sum by (service) (a)'), pinned)).toBe(true);
    expect(covers(aboutMetric('a{service="t"}'), pinned)).toBe(false);
    expect(covers(aboutLog('{service="s"}'), aboutLog('{service="s"} |= "x"'))).toBe(true);
    expect(covers(aboutLog('{service="s"} |= "x"'), aboutLog('{service="s"}'))).toBe(false);
    expect(covers(aboutSpans('s', ''), aboutSpans('s', 'op'))).toBe(true);
  });
});

describe('components', () => {
  it('are where something is measured, and those that are called', () => {
    const call = aboutMetric('rate(http_client_request_duration_seconds_count{service="a", server_address="b"}[1m])');
    expect([call.measuredAt, call.names]).toEqual([['a'], ['a', 'b']]);
    expect(aboutMetric('sum(pg_stat_activity_count)').measuredAt).toEqual(['postgres']);
    expect(aboutMetric('nginx_ingress_controller_requests{service="api-gateway"}').measuredAt).toEqual(['ingress']);
    expect(aboutLog('{service="nginx-ingress"}').measuredAt).toEqual(['ingress']);
  });
});
