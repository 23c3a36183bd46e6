/** Deployments and their pods: what replaces what, when a new pod gets traffic, and the events of it. */
import { keyOf, LogNormal, mix, mix2 } from '../../kernel/index.ts';
import type { ChangeEvent } from '../../telemetry/sinks.ts';
import { CellMap, type CounterCell, type GaugeCell, Registry } from '../observe/registry.ts';
import { Crashes } from './crashes.ts';
import { type Build, Pod, type PodDeps } from './pod.ts';

const bootUs = new LogNormal(7_000_000, 0.15);
/** From being ready to getting traffic: the next probe, and the endpoints' way to everyone. */
const readinessUs = 2_000_000;
/** From its start to the instant at which a container that cannot start ends. */
const startFailureUs = 1_900_000;
/** A pod that ends goes on with what it has in hand for this long at most. */
const graceUs = 20_000_000;

interface Deployment {
  readonly service: string;
  /** By slot; a slot that is being replaced still holds the pod that serves. */
  readonly pods: (Pod | null)[];
  /** By slot: pods that are to take it once they are ready. */
  readonly coming: Map<number, Pod>;
  wanted: number;
}

export class Cluster {
  readonly #deps: PodDeps;
  readonly #deployments = new Map<string, Deployment>();
  readonly #generations = new Map<string, number>();
  /** By node: how much longer everything takes there. */
  readonly #slowness = new Map<string, number>();
  readonly #crashes: Crashes;
  readonly #available: CellMap<GaugeCell>;
  readonly #wanted: CellMap<GaugeCell>;

  constructor(deps: PodDeps) {
    this.#deps = deps;
    this.#crashes = new Crashes(deps, (pod) => this.#startAgain(pod));
    const registry = new Registry(deps.telemetry.metrics);
    this.#available = new CellMap((deployment) =>
      registry.gauge('kube_deployment_status_replicas_available', 'The number of available replicas per deployment.', {
        deployment,
        namespace: 'shop',
      }),
    );
    this.#wanted = new CellMap((deployment) =>
      registry.gauge('kube_deployment_spec_replicas', 'Number of desired pods for a deployment.', {
        deployment,
        namespace: 'shop',
      }),
    );
    const restarts = new CellMap((key) => {
      const [pod = '', container = ''] = key.split(' ');
      const labels = { namespace: 'shop', pod, container };
      return registry.counter(
        'kube_pod_container_status_restarts_total',
        'The number of container restarts per container.',
        labels,
      );
    });
    const told = new Set<CounterCell>();
    const tell = ({ pod, service }: Pod): void => {
      const cell = restarts.get(`${pod} ${service}`);
      cell.value = this.#crashes.restartsOf(pod);
      told.add(cell);
    };
    registry.onCollect(() => {
      // Of a pod that is gone nothing is told any more: no number, no sample.
      for (const cell of told) cell.value = Number.NaN;
      for (const deployment of this.#deployments.values()) {
        for (const pod of deployment.pods) if (pod) tell(pod);
        for (const pod of deployment.coming.values()) if (this.#crashes.restartsOf(pod.pod) > 0) tell(pod);
        this.#available.get(deployment.service).set(deployment.pods.filter((pod) => pod?.ready).length);
        this.#wanted.get(deployment.service).set(deployment.wanted);
      }
    });
    deps.scraper.add({ labels: { job: 'kube-state-metrics', instance: '10.42.9.9:8080' }, registry, process: null });
  }

  /** Pods that have been running for long when the world begins. */
  install(build: Build, replicas: number): void {
    const pods = Array.from({ length: replicas }, (_, slot) => this.#create(build, slot));
    this.#deployments.set(build.service, { service: build.service, pods, coming: new Map(), wanted: replicas });
    for (const pod of pods) this.#admit(pod);
  }

  services(): readonly string[] {
    return [...this.#deployments.keys()];
  }

  /** Versions that serve, by slot. */
  pods(service: string): readonly Pod[] {
    return (this.#deployments.get(service)?.pods ?? []).filter((pod) => pod !== null);
  }

  /** Whether the slot's next pod is not ready yet. */
  isComing(service: string, slot: number): boolean {
    return this.#deployments.get(service)?.coming.has(slot) ?? false;
  }

  /** A new pod of `build` boots beside the one in the slot, which ends once the new one is ready. */
  replace(build: Build, slot: number): void {
    const deployment = this.#deployments.get(build.service);
    if (deployment === undefined || slot >= deployment.wanted) return;
    const { kernel } = this.#deps;
    this.#giveUp(deployment, slot);
    const pod = this.#create(build, slot);
    deployment.coming.set(slot, pod);
    this.#event(pod, 'Scheduled', `Successfully assigned shop/${pod.pod} to ${pod.node}`, 0);
    const at = kernel.nowUs;
    const boot = bootUs.draw(mix2(keyOf(pod.pod), this.#deps.seed, 0));
    kernel.at(
      at + 900_000,
      () =>
        this.#event(
          pod,
          'Pulled',
          `Container image "registry.shop.example/${build.service}:${build.version}" already present on machine`,
          0,
        ),
      null,
      null,
    );
    kernel.at(at + 1_200_000, () => this.#event(pod, 'Created', `Created container ${build.service}`, 0), null, null);
    kernel.at(at + 1_500_000, () => this.#event(pod, 'Started', `Started container ${build.service}`, 0), null, null);
    kernel.at(at + boot + readinessUs, () => this.#swap(deployment, pod), null, null);
  }

  /** More pods are of `build`; the last ones go first. */
  scale(build: Build, replicas: number): void {
    const deployment = this.#deployments.get(build.service);
    if (deployment === undefined) return;
    deployment.wanted = replicas;
    for (let slot = deployment.pods.length; slot < replicas; slot++) {
      deployment.pods.push(null);
      this.replace(build, slot);
    }
    for (const slot of [...deployment.coming.keys()]) if (slot >= replicas) this.#giveUp(deployment, slot);
    for (const pod of deployment.pods.splice(replicas)) if (pod) this.#retire(pod);
  }

  /** The pod ends at once, and only then is another of its build started in its place. Returns that pod, null when there is no such. */
  deletePod(name: string): Pod | null {
    for (const deployment of this.#deployments.values()) {
      const pod = deployment.pods.find((one) => one?.pod === name);
      if (!pod) continue;
      deployment.pods[pod.slot] = null;
      this.#retire(pod);
      if (!deployment.coming.has(pod.slot)) this.replace(pod.build, pod.slot);
      return pod;
    }
    return null;
  }

  /** The pod that was to take the slot is not wanted any more. */
  #giveUp(deployment: Deployment, slot: number): void {
    const pod = deployment.coming.get(slot);
    if (!pod) return;
    deployment.coming.delete(slot);
    this.#event(pod, 'Killing', `Stopping container ${pod.service}`, 0);
    pod.stop();
  }

  #create(build: Build, slot: number): Pod {
    const key = `${build.service} ${slot}`;
    const generation = (this.#generations.get(key) ?? 0) + 1;
    this.#generations.set(key, generation);
    return this.#watched(new Pod(this.#deps, build, slot, generation));
  }

  #watched(pod: Pod): Pod {
    pod.process.slowness = this.#slowness.get(pod.node) ?? 1;
    pod.process.onCrash = (reason) => {
      this.#deps.mesh.remove(pod);
      pod.ready = false;
      pod.stop();
      this.#crashes.crashed(pod, reason);
    };
    if (pod.startError !== null) {
      const { kernel } = this.#deps;
      kernel.at(kernel.nowUs + startFailureUs, () => pod.process.crash(pod.startError), null, null);
    }
    return pod;
  }

  /** The container of a pod that crashed, anew in its place. A pod that has been replaced meanwhile stays away. */
  #startAgain(pod: Pod): void {
    const deployment = this.#deployments.get(pod.service);
    const serves = deployment?.pods[pod.slot] === pod;
    if (!deployment || (!serves && deployment.coming.get(pod.slot) !== pod)) return;
    const next = this.#watched(new Pod(this.#deps, pod.build, pod.slot, pod.generation));
    if (serves) deployment.pods[pod.slot] = next;
    else deployment.coming.set(pod.slot, next);
    const boot = bootUs.draw(mix2(keyOf(pod.pod), this.#deps.seed, this.#crashes.restartsOf(pod.pod)));
    const { kernel } = this.#deps;
    kernel.at(
      kernel.nowUs + boot + readinessUs,
      () => {
        if (!serves) this.#swap(deployment, next);
        else if (deployment.pods[pod.slot] === next && next.process.alive) this.#admit(next);
      },
      null,
      null,
    );
  }

  /** What runs on the node takes `factor` times as long from now on. */
  slowDown(node: string, factor: number): void {
    this.#deps.hosts.of(node).share(factor);
    this.#slowness.set(node, factor);
    for (const { pods } of this.#deployments.values()) {
      for (const pod of pods) if (pod?.node === node) pod.process.slowness = factor;
    }
  }

  #admit(pod: Pod): void {
    pod.ready = true;
    this.#deps.mesh.add(pod);
  }

  #swap(deployment: Deployment, pod: Pod): void {
    if (deployment.coming.get(pod.slot) !== pod || !pod.process.alive) return;
    deployment.coming.delete(pod.slot);
    const before = deployment.pods[pod.slot] ?? null;
    deployment.pods[pod.slot] = pod;
    this.#admit(pod);
    if (before) this.#retire(before);
  }

  #retire(pod: Pod): void {
    pod.ready = false;
    pod.terminating = true;
    this.#deps.mesh.remove(pod);
    this.#event(pod, 'Killing', `Stopping container ${pod.service}`, 0);
    this.#drain(pod, this.#deps.kernel.nowUs + graceUs);
  }

  #drain(pod: Pod, untilUs: number): void {
    const { kernel } = this.#deps;
    if (pod.server.openCount === 0 || kernel.nowUs >= untilUs) pod.stop();
    else kernel.at(kernel.nowUs + 500_000, () => this.#drain(pod, untilUs), null, null);
  }

  #event(pod: Pod, reason: string, message: string, delayUs: number): void {
    const event: ChangeEvent = {
      timeUs: this.#deps.kernel.nowUs + delayUs + (mix(keyOf(reason), keyOf(pod.pod)) % 40_000),
      kind: 'kubernetes',
      severity: 'normal',
      reason,
      service: pod.service,
      object: `pod/${pod.pod}`,
      message,
      author: '',
      version: pod.build.version,
      details: {},
    };
    this.#deps.telemetry.events.append(event);
  }
}
