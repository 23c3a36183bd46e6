/** Who calls whom, as spans tell, and the ways on which an effect can come from a component to the ingress. */
import type { RecordedSpan } from './spans.ts';

export const ingress = 'nginx-ingress';
const stores: Readonly<Record<string, string>> = { postgresql: 'postgres', redis: 'redis' };

/** Callees by caller. */
export type Topology = ReadonlyMap<string, ReadonlySet<string>>;

export function topologyOf(spans: readonly RecordedSpan[]): Topology {
  const callees = new Map<string, Set<string>>([[ingress, new Set(['api-gateway'])]]);
  for (const { template, instance, attributes } of spans) {
    if (template.kind !== 'client') continue;
    const callee = attributes['server.address'] ?? stores[String(attributes['db.system.name'])];
    if (callee === undefined) continue;
    const known = callees.get(instance.service) ?? new Set();
    callees.set(instance.service, known.add(String(callee)));
  }
  return callees;
}

/**
 * Without going in circles, shortest first, and of those of a length the ones along the guilty edge. A caller feels what its callee does; what a service does to a store, such
 * as keeping a lock or a processor, is felt by the others that use the store.
 */
export function waysToIngress(topology: Topology, from: string, edge: readonly string[]): string[][] {
  const ways: string[][] = [];
  const isStore = (name: string): boolean => Object.values(stores).includes(name);
  const next = (at: string): string[] => [
    ...[...topology].filter(([, callees]) => callees.has(at)).map(([caller]) => caller),
    ...[...(topology.get(at) ?? [])].filter(isStore),
  ];
  const walk = (way: readonly string[]): void => {
    const at = way.at(-1) ?? from;
    if (at === ingress) {
      ways.push([...way]);
      return;
    }
    for (const step of next(at).sort()) if (!way.includes(step)) walk([...way, step]);
  };
  walk([from]);
  const along = (way: readonly string[]): number => edge.filter((end) => way.includes(end)).length;
  return ways.sort((a, b) => a.length - b.length || along(b) - along(a));
}
