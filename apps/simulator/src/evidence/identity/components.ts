/** Names that telemetry gives to components, in the words of the catalogue of slots. */

const aliases: Readonly<Record<string, string>> = {
  'nginx-ingress': 'ingress',
  'ingress-nginx': 'ingress',
  nginx: 'ingress',
  postgresql: 'postgres',
};

export const componentOf = (name: string): string => aliases[name] ?? name;

/** Metrics that are one component's own, whatever their labels say. */
const owners: readonly (readonly [RegExp, string])[] = [
  [/^nginx_/, 'ingress'],
  [/^pg_/, 'postgres'],
  [/^redis_/, 'redis'],
  [/^bullmq_/, 'queue'],
  [/^(node|machine)_/, 'node'],
];

export const ownerOf = (metric: string): string | null => owners.find(([pattern]) => pattern.test(metric))?.[1] ?? null;

/** Labels whose value is where something is measured. */
export const placeLabels: ReadonlySet<string> = new Set(['service', 'deployment', 'container', 'app', 'job_name']);
/** Labels whose value is the other end of a call. */
export const peerLabels: ReadonlySet<string> = new Set(['server_address', 'db_system_name', 'queue']);
