/** What would have shown it sooner: an action list for the team that owns the service, by what kind of thing it was. */

const general = 'Write the minute at which a change took effect into the change feed, with the value before and after.';

const byMechanism: Readonly<Record<string, readonly string[]>> = {
  'bad-configuration': [
    'Refuse values at start-up that cannot work, and log every setting that differs from the release before.',
    'A rate of calls given up by the caller, by callee and by the time-out that was set.',
  ],
  'blocked-event-loop': [
    'An alert on the maximum of the event loop delay: one long block in fifteen seconds does not move its p99.',
    'The duration of each job as a histogram, with the number of things that it worked on.',
  ],
  'connection-leak': [
    'The age of the oldest connection in use, by pool and by who took it.',
    'An alert on connections in use while the database is idle.',
  ],
  'crash-loop': ['An alert on restarts per release, not only per pod.', 'The reason of the last exit as a label.'],
  'data-growth': ['The number of rows that each job reads, beside its duration.'],
  'lock-held-too-long': [
    'How long a lock was held, by key and by holder, as a histogram.',
    'How long a lock was waited for, as a metric and not only as a span.',
  ],
  'network-latency': ['The time between what the caller and what the callee measured, by edge.'],
  'network-loss': ['Retransmissions by edge.'],
  'noisy-neighbour': ['Time that a pod was ready to run and did not, by node.'],
  'retry-storm': ['Attempts per call, by edge, as a ratio; an alert when it leaves one.'],
  'row-lock-contention': ['Time that statements wait for locks, apart from time that they work.'],
  'slow-external': ['The budget that is left of each call of a partner, and an alert on its p95 by itself.'],
  'slow-query': ['Time that requests wait for a connection, as an alert and not only as a panel.'],
  'slow-redis-command': ['The slow log as a metric by command and client.'],
  'threshold-noise': [
    'Page on what users feel: errors and latency. Put the rate of requests on a panel.',
    'Compare with the same hour of the week before, where a rate has to be compared at all.',
  ],
  'traffic-surge': ['The rate by route and by client, so that more of one thing shows as that thing.'],
  'uncached-hot-path': [
    'Hits and misses of each cache by name, and an alert when one is no longer asked.',
    'The number of times each statement is run per request of each route.',
  ],
};

export const emitFor = (mechanism: string): string[] => [...(byMechanism[mechanism] ?? []), general];
