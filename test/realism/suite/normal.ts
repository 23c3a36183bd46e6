/** What holds of any shop, healthy or not. */
import { threeWayAgreement } from './agreement.ts';
import { arrivals } from './arrivals.ts';
import { histogramAgainstRaw } from './buckets.ts';
import { conservation } from './conservation.ts';
import { correlation } from './correlation.ts';
import { counters } from './counters.ts';
import { exposition } from './exposition.ts';
import { latencyShape } from './latency.ts';
import { littlesLaw } from './little.ts';
import { caps } from './pools.ts';
import type { Check } from './run.ts';
import { punctualTimeouts } from './timeouts.ts';
import { spanTrees } from './trees.ts';

export const normalChecks: readonly Check[] = [
  conservation,
  littlesLaw,
  caps,
  counters,
  exposition,
  latencyShape,
  histogramAgainstRaw,
  arrivals,
  threeWayAgreement,
  spanTrees,
  correlation,
  punctualTimeouts,
];
