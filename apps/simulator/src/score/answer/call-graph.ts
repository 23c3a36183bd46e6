/** Who calls whom in the shop, in the words of the catalogue of components: what lies near a component on the way from the users. */

const calls: Readonly<Record<string, readonly string[]>> = {
  ingress: ['api-gateway'],
  'api-gateway': ['catalog-service', 'order-service', 'payment-service', 'redis'],
  'catalog-service': ['postgres', 'redis'],
  'order-service': ['payment-service', 'postgres', 'queue', 'redis'],
  'payment-service': ['external-processor', 'postgres', 'redis'],
  queue: ['redis'],
  'queue-consumer': ['queue', 'postgres'],
};

export const calledBy = (component: string): readonly string[] => calls[component] ?? [];
export const callersOf = (component: string): string[] =>
  Object.keys(calls).filter((caller) => calledBy(caller).includes(component));

/** The shortest way down the calls, both ends included; empty when there is none. */
export function wayBetween(from: string, to: string): string[] {
  const ways: string[][] = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const end = way.at(-1) ?? from;
    if (end === to) return way;
    for (const next of calledBy(end)) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return [];
}
