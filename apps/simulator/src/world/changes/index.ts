/** Changes of the surroundings, made and taken back at their instants. */
import { type Kernel, keyOf, mix2 } from '../../kernel/index.ts';
import type { Cluster } from '../../platform/kubernetes/cluster.ts';
import type { Edges } from '../../platform/network/edges.ts';
import type { Database, PostgresServer } from '../../platform/postgres/index.ts';
import type { RedisServer } from '../../platform/redis/index.ts';
import type { Traffic } from '../../platform/traffic/traffic.ts';
import type { Change, ChangeKind, ChangeOf, TimedChange } from '../../scenario/index.ts';
import type { EventSink } from '../../telemetry/sinks.ts';
import type { Releases } from '../releases.ts';
import { configure } from './configuration.ts';
import { addRows } from './data.ts';
import { disturbEdge } from './network.ts';
import { loadNode } from './node-load.ts';
import { occupyRedis, setKey } from './redis.ts';
import { openSession } from './session.ts';
import { scaleTraffic } from './traffic.ts';

/** What changes may reach. */
export interface Surroundings {
  readonly kernel: Kernel;
  readonly seed: number;
  readonly database: Database;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly edges: Edges;
  readonly cluster: Cluster;
  readonly releases: Releases;
  readonly traffic: Traffic;
  readonly events: EventSink;
}

/** Makes a change; returns what takes it back, or null where nothing does. `key` is of its own luck; `sinceUs` is when it began, which may be before the world did. */
export type Make<K extends ChangeKind> = (
  change: ChangeOf<K>,
  around: Surroundings,
  key: number,
  sinceUs: number,
) => (() => void) | null;

const makers: { readonly [K in ChangeKind]: Make<K> } = {
  configuration: configure,
  data: addRows,
  network: disturbEdge,
  'node-load': loadNode,
  'redis-command': occupyRedis,
  'redis-key': setKey,
  session: openSession,
  traffic: scaleTraffic,
};

function make<K extends ChangeKind>(
  change: ChangeOf<K>,
  around: Surroundings,
  key: number,
  sinceUs: number,
): (() => void) | null {
  // A maker stands under its own kind.
  const maker = makers[change.kind] as unknown as Make<K>;
  return maker(change, around, key, sinceUs);
}

/** A change that began before the world did is made at once. */
export function scheduleChanges(around: Surroundings, changes: readonly TimedChange[]): void {
  const { kernel, seed } = around;
  for (const [index, { atMs, untilMs, change }] of changes.entries()) {
    const begin = (): void => {
      const undo = make(
        change as Change & ChangeOf<ChangeKind>,
        around,
        mix2(seed, keyOf(change.kind), index),
        atMs * 1000,
      );
      if (undo && untilMs !== null) kernel.at(Math.max(untilMs * 1000, kernel.nowUs), undo, null, null);
    };
    if (untilMs !== null && untilMs * 1000 <= kernel.nowUs) continue;
    if (atMs * 1000 <= kernel.nowUs) begin();
    else kernel.at(atMs * 1000, begin, null, null);
  }
}
