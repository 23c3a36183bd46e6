/** Spans and changes. */
import type { Change } from '@firedrill/protocol';
import type { About } from './about.ts';
import { componentOf } from './components.ts';

const none = { metrics: [], labels: [], change: null } as const;

/** Either may be empty: a search among all services, or all operations. */
export function aboutSpans(service: string, operation: string): About {
  const conditions = [...(service ? [`service="${service}"`] : []), ...(operation ? [`operation="${operation}"`] : [])];
  const places = service ? [componentOf(service)] : [];
  return {
    ...none,
    modality: 'trace',
    core: 'spans',
    conditions: new Set(conditions),
    measuredAt: places,
    names: places,
    text: operation.toLowerCase(),
  };
}

const minuteMs = 60_000;

/** null: the whole feed. A change stands for its kind, target and minute. */
export function aboutChange(change: Pick<Change, 'kind' | 'service' | 'reason' | 'timeMs'> | null): About {
  if (change === null)
    return { ...none, modality: 'event', core: 'changes', conditions: new Set(), measuredAt: [], names: [], text: '' };
  const { kind, service, reason, timeMs } = change;
  const places = service ? [componentOf(service)] : [];
  return {
    ...none,
    modality: 'event',
    core: 'changes',
    conditions: new Set([
      `kind=${kind}`,
      `service=${service}`,
      `reason=${reason}`,
      `minute=${Math.round(timeMs / minuteMs)}`,
    ]),
    measuredAt: places,
    names: places,
    text: `${kind} ${reason}`.toLowerCase(),
    change: { kind, service, reason, timeMs },
  };
}
