import type { TraceSummary } from '@firedrill/protocol';

export interface Difference {
  readonly name: string;
  readonly value: string;
  /** Shares of the traces inside and outside of the region that have it, 0-1. */
  readonly inside: number;
  readonly outside: number;
}

/** What can be said of a trace without opening it. */
const traitsOf = (trace: TraceSummary): readonly (readonly [string, string])[] => [
  ['operation', `${trace.rootService} ${trace.rootOperation}`],
  ['status', trace.errorCount > 0 ? 'error' : 'no error'],
  ...trace.services.map((service) => ['passes through', service] as const),
];

function shares(traces: readonly TraceSummary[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const trace of traces)
    for (const trait of new Set(traitsOf(trace).map((pair) => JSON.stringify(pair))))
      counts.set(trait, (counts.get(trait) ?? 0) + 1 / traces.length);
  return counts;
}

/** Traits that are more common inside a region than outside, most striking first. */
export function differences(
  inside: readonly TraceSummary[],
  outside: readonly TraceSummary[],
  limit = 6,
): readonly Difference[] {
  if (inside.length === 0 || outside.length === 0) return [];
  const there = shares(outside);
  return [...shares(inside)]
    .map(([key, share]) => {
      const [name, value]: [string, string] = JSON.parse(key);
      return { name, value, inside: share, outside: there.get(key) ?? 0 };
    })
    .filter((found) => found.inside - found.outside >= 0.1)
    .sort((a, b) => b.inside - b.outside - (a.inside - a.outside) || (a.value < b.value ? -1 : 1))
    .slice(0, limit);
}
