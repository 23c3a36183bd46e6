/** Mechanisms that are nearly another: an effect of it, or the same said less exactly. The general rule for all drills. */

/** By the true mechanism: what else earns how much. */
export const nearMechanisms: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'bad-configuration': { 'missing-timeout': 0.3, 'slow-external': 0.2 },
  'blocked-event-loop': { 'data-growth': 0.4, 'garbage-collection': 0.4 },
  'cache-expiry-stampede': { 'uncached-hot-path': 0.5, 'stale-cache': 0.2 },
  'cache-eviction': { 'cache-expiry-stampede': 0.4, 'uncached-hot-path': 0.4 },
  'connection-leak': { 'slow-query': 0.4 },
  'crash-loop': { 'memory-leak': 0.3 },
  'data-growth': { 'slow-query': 0.4, 'blocked-event-loop': 0.4 },
  deadlock: { 'row-lock-contention': 0.5 },
  'garbage-collection': { 'memory-leak': 0.5, 'blocked-event-loop': 0.4 },
  'lock-held-too-long': { deadlock: 0.4, 'row-lock-contention': 0.2, 'missing-timeout': 0.2 },
  'memory-leak': { 'garbage-collection': 0.5, 'crash-loop': 0.4 },
  'missing-timeout': { 'slow-external': 0.4 },
  'network-latency': { 'network-loss': 0.4, 'slow-external': 0.3 },
  'network-loss': { 'network-latency': 0.4 },
  'noisy-neighbour': { 'traffic-surge': 0.2 },
  'rate-limited': { 'slow-external': 0.3 },
  'retry-storm': { 'bad-configuration': 0.5, 'traffic-surge': 0.3 },
  'row-lock-contention': { deadlock: 0.5, 'lock-held-too-long': 0.5, 'slow-query': 0.4 },
  'slow-external': { 'network-latency': 0.3, 'missing-timeout': 0.3 },
  'slow-query': { 'uncached-hot-path': 0.5, 'connection-leak': 0.4, 'row-lock-contention': 0.2 },
  'slow-redis-command': { 'blocked-event-loop': 0.2, 'lock-held-too-long': 0.2 },
  'threshold-noise': { 'traffic-surge': 0.5 },
  'traffic-surge': { 'retry-storm': 0.3 },
  'uncached-hot-path': {
    'slow-query': 0.6,
    'unbounded-fanout': 0.4,
    'cache-expiry-stampede': 0.4,
    'connection-leak': 0.4,
  },
  'unbounded-fanout': { 'uncached-hot-path': 0.4, 'slow-query': 0.4 },
};

/** Mechanisms this near mean the same world: who says the effect has found the cause's place. */
export const sameWorldFrom = 0.4;
