/** What the libraries in every pod say and complain about on a good day. None of it touches a request. */
import type { Fields } from '@firedrill/shop/ports';
import { type Kernel, keyOf, mix } from '../../kernel/index.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { recur } from './recurring.ts';

interface Remark {
  readonly level: 'info' | 'warn';
  readonly message: string;
  /** For each service. */
  readonly everySeconds: number;
  readonly fields: (key: number, nowUs: number) => Fields;
}

const dayUs = 86_400_000_000;

const looked = [
  'otel-collector.observability.svc.cluster.local',
  'redis.shop.svc.cluster.local',
  'postgres.shop.svc.cluster.local',
  'vault.platform.svc.cluster.local',
];

/** Certificates that the pods' agent knows of, and the first day on which they are no longer valid. */
const certificates = [
  { host: 'partners.shop.example', notAfter: '2024-04-04T00:00:00Z' },
  { host: 'internal-ca.platform.example', notAfter: '2024-04-11T00:00:00Z' },
] as const;

const remarks: readonly Remark[] = [
  {
    level: 'warn',
    message: 'dns lookup retried',
    everySeconds: 55,
    fields: (key) => ({
      hostname: looked[key % looked.length],
      code: 'EAI_AGAIN',
      attempt: 1,
      tookMs: 5 + (mix(key, 1) % 9),
    }),
  },
  {
    level: 'warn',
    message: 'trace export retried',
    everySeconds: 95,
    fields: (key) => ({
      collector: 'http://otel-collector.observability:4318/v1/traces',
      statusCode: 503,
      attempt: 1,
      spans: 20 + (mix(key, 1) % 480),
    }),
  },
  {
    level: 'warn',
    message: 'certificate expires soon',
    everySeconds: 300,
    fields: (key, nowUs) => {
      const { host, notAfter } = certificates[key % 2 === 0 ? 0 : 1];
      return { host, notAfter, daysLeft: Math.ceil((Date.parse(notAfter) * 1000 - nowUs) / dayUs) };
    },
  },
  {
    level: 'info',
    message: 'feature flags refreshed',
    everySeconds: 60,
    fields: (key) => ({ flags: 23, changed: 0, tookMs: 3 + (mix(key, 1) % 6) }),
  },
  {
    level: 'info',
    message: 'idle sockets closed',
    everySeconds: 100,
    fields: (key) => ({ agent: 'telemetry', closed: 1 + (mix(key, 1) % 4) }),
  },
  {
    level: 'info',
    message: 'remote configuration unchanged',
    everySeconds: 120,
    fields: () => ({ etag: 'W/"5b1f-18e2c0a7"' }),
  },
  {
    level: 'info',
    message: 'service token renewed',
    everySeconds: 240,
    fields: () => ({ audience: 'shop-internal', validSeconds: 900 }),
  },
];

export function addLibraryRemarks(kernel: Kernel, seed: number, cluster: Cluster): void {
  for (const service of cluster.services()) {
    for (const { level, message, everySeconds, fields } of remarks) {
      recur(kernel, mix(seed, keyOf(`${service} ${message}`)), everySeconds, (key) => {
        const pods = cluster.pods(service);
        const pod = pods[mix(key, 2) % Math.max(1, pods.length)];
        if (pod?.process.alive) pod.log[level](null, message, fields(mix(key, 3), kernel.nowUs));
      });
    }
  }
}
