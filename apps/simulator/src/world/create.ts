/** Puts a world together and lets it run: the shop's source on the virtual platform, from one seed. */
import { Kernel, mix } from '../kernel/index.ts';
import { Hosts, storesNode } from '../platform/host/hosts.ts';
import { Ingress, ingressNode } from '../platform/ingress/ingress.ts';
import { Cluster } from '../platform/kubernetes/cluster.ts';
import type { PodDeps, Stores } from '../platform/kubernetes/pod.ts';
import { Edges } from '../platform/network/edges.ts';
import { Mesh } from '../platform/network/mesh.ts';
import { startBackground } from '../platform/noise/index.ts';
import { Scraper } from '../platform/observe/scraper.ts';
import { JobSwitches } from '../platform/ports/job-switches.ts';
import { Database, PgPool, PostgresServer, containerOf as postgresContainer } from '../platform/postgres/index.ts';
import { Process } from '../platform/process/process.ts';
import { PodQueue, QueueServer } from '../platform/queue/queue.ts';
import { RedisConnection, RedisServer, containerOf as redisContainer } from '../platform/redis/index.ts';
import { Traffic } from '../platform/traffic/traffic.ts';
import { type Commit, type Course, mapStack, type Scenario } from '../scenario/index.ts';
import type { Telemetry } from '../telemetry/sinks.ts';
import { scheduleInputs } from './actions/index.ts';
import { Builds } from './builds.ts';
import { scheduleChanges } from './changes/index.ts';
import { datasetOf, fillDatabase, fillRedis } from './dataset.ts';
import { Releases } from './releases.ts';
import type { WorldReference } from './worlds.ts';

const databaseCores = 8;
const traceSampling = 0.1;

export interface RunPlan {
  readonly scenario: Scenario;
  readonly reference: WorldReference;
  /** The run begins here, unrecorded until the recorder's own beginning. */
  readonly startUs: number;
  /** The healthy time before any world of the scenario has its own course. */
  readonly isHistory: boolean;
  readonly telemetry: Telemetry;
  /** For measurements: another rate than the scenario's. */
  readonly requestsPerSecond?: number;
}

export interface RunningWorld {
  readonly kernel: Kernel;
  /** Resolves when virtual time has reached `untilUs`. */
  run(untilUs: number): Promise<void>;
  /** Must be called at the end: the world listens for rejections that its services forgot. */
  close(): void;
}

export function createWorld(plan: RunPlan): RunningWorld {
  const { scenario, reference, telemetry, startUs } = plan;
  const kernel = new Kernel(startUs);
  const seed = mix(reference.seed, 0x776f726c);
  const edges = new Edges();
  const mesh = new Mesh(edges);
  const scraper = new Scraper(kernel, telemetry.metrics);
  const hosts = new Hosts(kernel, telemetry, scraper);
  const dataset = datasetOf(reference.seed);
  const database = new Database();
  for (const [path, sql] of scenario.baseFiles) if (path.startsWith('migrations/')) database.migrate(sql);
  fillDatabase(database, dataset, startUs);
  const postgres = new PostgresServer(kernel, telemetry, scraper, database, {
    cores: databaseCores,
    maxConnections: 200,
    slowStatementUs: 1_000_000,
    edges,
  });
  const redis = new RedisServer(kernel, telemetry, scraper, edges);
  fillRedis(redis.data, dataset, startUs);
  hosts.of(storesNode).add(postgresContainer(postgres));
  hosts.of(storesNode).add(redisContainer(redis));
  const queue = new QueueServer(kernel, telemetry, scraper, redis);
  const stores: Stores = {
    postgres: (pod) => ({ createPool: (config) => new PgPool(pod, postgres, config) }),
    redis: (pod) => ({ createClient: (config) => new RedisConnection(pod, redis, config) }),
    queue: (pod) => new PodQueue(pod, queue),
  };
  const jobs = new JobSwitches();
  const deps: PodDeps = { kernel, hosts, seed, telemetry, mesh, scraper, stores, mapStack, jobs };
  const cluster = new Cluster(deps);
  const course = plan.isHistory ? historyCourse(scenario) : scenario.course(reference.variant);
  const releases = new Releases(kernel, cluster, new Builds(scenario, course), telemetry.events);
  releases.install(course.releases.filter(({ atMs }) => atMs * 1000 < startUs));
  const ingress = new Ingress({ kernel, seed, telemetry, mesh, scraper, sampling: traceSampling });
  hosts.of(ingressNode).add(ingress.container());
  const traffic = new Traffic(kernel, ingress, dataset, seed, {
    requestsPerSecond: plan.requestsPerSecond ?? scenario.requestsPerSecond,
    peak: scenario.peak,
  });
  startBackground({ kernel, seed, cluster, ingress, events: telemetry.events });
  const { events } = telemetry;
  const around = { kernel, seed, database, postgres, redis, edges, cluster, releases, traffic, events };
  scheduleCourse(kernel, releases, course);
  scheduleInputs({ ...around, ingress, jobs }, reference.inputs);
  scheduleChanges(around, course.changes);

  const onRejection = (reason: unknown): void => {
    if (kernel.owner instanceof Process) kernel.owner.crash(reason);
  };
  process.on('unhandledRejection', onRejection);
  return {
    kernel,
    run: (untilUs) => kernel.run(untilUs),
    close: () => {
      process.off('unhandledRejection', onRejection);
    },
  };
}

/** Nothing is released; the feed has the merges that the scenario's own world has, so that no world shows which it will be. */
const historyCourse = (scenario: Scenario): Course => ({
  commits: scenario.course('true').commits,
  releases: [],
  changes: [],
  bad: null,
});

function scheduleCourse(kernel: Kernel, releases: Releases, course: Course): void {
  const { commits, bad } = course;
  for (const commit of commits) {
    const atUs = commit.timeMs * 1000;
    if (atUs >= kernel.nowUs) kernel.at(atUs, () => releases.merge(commit), null, null);
  }
  /** Whether what ships with `commit` contains the cause. */
  const isBad = (commit: Commit): boolean =>
    bad !== null && !releases.hasReverted(bad) && commits.indexOf(commit) >= commits.indexOf(bad);
  for (const release of course.releases) {
    const atUs = release.atMs * 1000;
    if (atUs >= kernel.nowUs) kernel.at(atUs, () => releases.release(release, isBad), null, null);
  }
}
