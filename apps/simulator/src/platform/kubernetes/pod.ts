/** One pod: a process, its instruments, its ports, and the service that runs in it. */
import type { Ports, Postgres, Queue, Redis, Start } from '@firedrill/shop/ports';
import { type Kernel, keyOf, mix, mix2 } from '../../kernel/index.ts';
import type { InstanceId, Telemetry } from '../../telemetry/sinks.ts';
import { type Hosts, nodeNames } from '../host/hosts.ts';
import { HttpClientPort } from '../network/client.ts';
import type { Endpoint, Mesh } from '../network/mesh.ts';
import { HttpServerPort } from '../network/server.ts';
import { type MapStack, PodLogger } from '../observe/logger.ts';
import { Registry } from '../observe/registry.ts';
import { addRuntimeMetrics } from '../observe/runtime.ts';
import type { Scraper } from '../observe/scraper.ts';
import { PodCompute } from '../ports/compute.ts';
import { PodEnv } from '../ports/env.ts';
import type { JobSwitches } from '../ports/job-switches.ts';
import { PodClock, PodMeter, PodRandom, PodTracer } from '../ports/rest.ts';
import { PodScheduler } from '../ports/scheduler.ts';
import { Process } from '../process/process.ts';
import { PodContainer } from './container.ts';

/** A service at one state of its source. */
export interface Build {
  readonly service: string;
  /** Seven hex digits of the commit. */
  readonly version: string;
  readonly start: Start;
  readonly env: Readonly<Record<string, string>>;
}

/** What a pod's clients need of it. */
export interface PodSurroundings {
  readonly process: Process;
  readonly service: string;
  readonly pod: string;
  readonly address: string;
  readonly instance: InstanceId;
  readonly registry: Registry;
  readonly telemetry: Telemetry;
}

/** The stores, as ports of a pod. */
export interface Stores {
  postgres(pod: PodSurroundings): Postgres;
  redis(pod: PodSurroundings): Redis;
  queue(pod: PodSurroundings): Queue;
}

export interface PodDeps {
  readonly kernel: Kernel;
  readonly hosts: Hosts;
  readonly seed: number;
  readonly telemetry: Telemetry;
  readonly mesh: Mesh;
  readonly scraper: Scraper;
  readonly stores: Stores;
  readonly mapStack: MapStack;
  readonly jobs: JobSwitches;
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

const word = (key: number, length: number): string => {
  let text = '';
  for (let i = 0; i < length; i++) text += alphabet.charAt(mix(key, i) % alphabet.length);
  return text;
};

export class Pod implements Endpoint {
  readonly service: string;
  readonly pod: string;
  readonly address: string;
  readonly node: string;
  readonly slot: number;
  /** Tells apart the pods that have taken a slot one after the other. */
  readonly generation: number;
  readonly instance: InstanceId;
  readonly build: Build;
  readonly process: Process;
  readonly server: HttpServerPort;
  readonly log: PodLogger;
  ready = false;
  terminating = false;
  /** What the service threw when it was started: the container ends by it. */
  readonly startError: unknown = null;
  readonly #stopScraping: () => void;

  constructor(deps: PodDeps, build: Build, slot: number, generation: number) {
    const { kernel, telemetry, seed } = deps;
    const key = mix2(keyOf(`${build.service} ${build.version}`), slot, generation);
    this.service = build.service;
    this.build = build;
    this.slot = slot;
    this.generation = generation;
    this.pod = `${build.service}-${word(keyOf(`${build.service} ${build.version}`), 9)}-${word(key, 5)}`;
    this.address = `10.42.${1 + (slot % nodeNames.length)}.${10 + (mix(key, 99) % 240)}`;
    this.node = nodeNames[(slot + keyOf(build.service)) % nodeNames.length] ?? nodeNames[0];
    this.process = new Process(kernel, this.pod);
    const { process, service, pod, address } = this;
    const host = deps.hosts.of(this.node);
    const container = new PodContainer(pod, service, process);
    host.add(container);
    process.whenEnded(() => host.remove(container));
    const instance = telemetry.instance({
      service,
      pod,
      version: build.version,
      node: this.node,
      clockSkewUs: (mix(key, 7) % 6_000) - 3_000,
    });
    this.instance = instance;
    const registry = new Registry(telemetry.metrics);
    addRuntimeMetrics(registry, process);
    const { mapStack } = deps;
    this.server = new HttpServerPort({
      process,
      service,
      instance,
      registry,
      logs: telemetry.logs,
      spans: telemetry.spans,
      mapStack,
    });
    const log = new PodLogger(process, telemetry.logs, service, instance, mapStack);
    this.log = log;
    const surroundings: PodSurroundings = { process, service, pod, address, instance, registry, telemetry };
    const ports: Ports = {
      clock: new PodClock(process),
      server: this.server,
      http: new HttpClientPort({
        process,
        service,
        address,
        instance,
        registry,
        spans: telemetry.spans,
        mesh: deps.mesh,
      }),
      postgres: deps.stores.postgres(surroundings),
      redis: deps.stores.redis(surroundings),
      queue: deps.stores.queue(surroundings),
      scheduler: new PodScheduler(
        process,
        seed,
        { service, instance, spans: telemetry.spans },
        (name) => deps.jobs.isSuspended(service, name),
        (name, error) => {
          log.error(null, 'scheduled job failed', {
            job: name,
            err: error instanceof Error ? error : new Error(String(error)),
          });
        },
      ),
      log,
      meter: new PodMeter(registry),
      tracer: new PodTracer(process, service, instance, telemetry.spans),
      random: new PodRandom(),
      compute: new PodCompute(process),
      env: new PodEnv({ ...build.env, HOSTNAME: pod, SERVICE_VERSION: build.version }),
    };
    try {
      build.start(ports);
    } catch (error) {
      this.startError = error;
    }
    this.#stopScraping = deps.scraper.add({
      labels: {
        job: service,
        instance: `${address}:8080`,
        service,
        pod,
        namespace: 'shop',
        node: this.node,
        version: build.version,
      },
      registry,
      process,
    });
  }

  /** The process ends, and everyone connected to it notices. */
  stop(): void {
    const now = this.process.kernel.nowUs;
    this.server.breakAll(now + 300);
    this.process.kill();
    this.#stopScraping();
  }
}
