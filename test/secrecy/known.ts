/** What somebody who crawls has found so far, and asks further with. */
import type { CommitSummary, DrillView, MetricMetadata, TraceSearchResult } from '@firedrill/protocol';
import type { Trainee } from '../support/trainee.ts';

export interface Visit {
  /** Below the drill, where the route is. */
  readonly path: string;
  readonly body?: unknown;
}

export interface Known {
  /** Of what lies around the page. */
  readonly window: { readonly fromMs: number; readonly toMs: number };
  readonly catalogId: string;
  readonly joinCode: string;
  readonly drillId: string;
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
  readonly services: readonly string[];
  readonly traceIds: readonly string[];
  readonly paths: readonly string[];
  /** With the files that each touches. */
  readonly commits: readonly { readonly sha: string; readonly paths: readonly string[] }[];
  /** As the last answer had it. */
  readonly view: DrillView;
}

export const pinIdIn = ({ view }: Known, index = 0): string => view.pins.at(index)?.id ?? 'none';

const mostTraces = 40;

/** Of a drill that nobody has begun: enough to ask everything once. */
export const before = (view: DrillView, catalogId: string): Known => ({
  window: { fromMs: 1, toMs: 2 },
  catalogId,
  joinCode: view.joinCode,
  drillId: view.id,
  metrics: ['up'],
  labels: ['service'],
  services: ['postgres'],
  traceIds: ['0'.repeat(32)],
  paths: ['src/ports.ts'],
  commits: [{ sha: '0000000', paths: ['src/ports.ts'] }],
  view,
});

export async function around(trainee: Trainee, known: Known): Promise<Known> {
  const view = await trainee.view();
  const pagedMs = view.page?.firedAtMs ?? 0;
  const window = { fromMs: pagedMs - 18 * 60_000, toMs: pagedMs + 2 * 60_000 };
  const { metrics, labelNames } = await trainee.must<MetricMetadata>('GET', '/metrics/metadata');
  const { traces } = await trainee.must<TraceSearchResult>('POST', '/traces/search', { ...window, limit: mostTraces });
  const services = await trainee.must<string[]>('GET', '/metrics/labels/service');
  const names = metrics.map(({ name, type }) => (type === 'histogram' ? `${name}_count` : name));
  const traceIds = traces.map(({ traceId }) => traceId);
  return { ...known, view, window, metrics: names, labels: labelNames, services, traceIds };
}

/** The whole repository, once its door is open. */
export async function withRepository(trainee: Trainee, known: Known): Promise<Known> {
  const entries = await trainee.must<{ path: string; kind: string }[]>('GET', '/code/tree');
  const paths = entries.flatMap(({ path, kind }) => (kind === 'file' ? [path] : []));
  const log = await trainee.must<CommitSummary[]>('GET', '/code/log');
  const commits = [];
  for (const { sha } of log) {
    const { text } = await trainee.send('GET', `/code/commits/${sha}`);
    commits.push({
      sha,
      paths: [...new Set([...text.matchAll(/\+\+\+ b\/([\w./-]+)/g)].map(([, path = '']) => path))],
    });
  }
  return { ...known, paths, commits };
}
