/** A machine of the cluster: its containers, and what they make of its processors, memory and network. */
import type { Kernel } from '../../kernel/index.ts';
import type { Container } from './container.ts';
import { Neighbour } from './neighbour.ts';

export interface HostSpec {
  readonly name: string;
  readonly address: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** The kubelet, the container runtime, exporters and shippers: of one core, and of memory with the kernel's own. */
const daemonsCores = 0.11;
const daemonsBytes = 1.2 * 1024 ** 3;

export class Host {
  readonly kernel: Kernel;
  readonly spec: HostSpec;
  readonly #containers = new Set<Container>();
  /** Of containers that have ended. */
  readonly #ended = { usedUs: 0, runnableUs: 0, resentSegments: 0 };
  readonly #startedUs: number;
  #neighbour: Neighbour | null = null;

  constructor(kernel: Kernel, spec: HostSpec) {
    this.kernel = kernel;
    this.spec = spec;
    this.#startedUs = kernel.nowUs;
  }

  add(container: Container): void {
    this.#containers.add(container);
  }

  remove(container: Container): void {
    if (!this.#containers.delete(container)) return;
    this.#ended.usedUs += container.usedUs();
    this.#ended.runnableUs += container.runnableUs();
    this.#ended.resentSegments += container.resentSegments();
  }

  /** Somebody else's work takes the processors: a thread of ours gets one core's share of `threadsPerCore`. 1 ends it. */
  share(threadsPerCore: number): void {
    if (this.#neighbour) this.remove(this.#neighbour);
    this.#neighbour = null;
    if (threadsPerCore <= 1) return;
    const { kernel, spec } = this;
    const neighbour = new Neighbour({
      kernel,
      cores: spec.cores,
      threadsPerCore,
      othersUsedUs: () => this.#usedUs((container) => container !== this.#neighbour),
    });
    this.#neighbour = neighbour;
    this.add(neighbour);
  }

  containers(): Iterable<Container> {
    return this.#containers;
  }

  /** Processor time used so far, microseconds. */
  usedUs(): number {
    return this.#usedUs(() => true);
  }

  runnableUs(): number {
    return this.#daemonsUs() + this.#sum((container) => container.runnableUs()) + this.#ended.runnableUs;
  }

  runnable(): number {
    return this.#sum((container) => container.runnable());
  }

  availableBytes(): number {
    const used = daemonsBytes + this.#sum((container) => container.memoryBytes());
    return Math.max(0, Math.round(this.spec.memoryBytes - used));
  }

  resentSegments(): number {
    return this.#sum((container) => container.resentSegments()) + this.#ended.resentSegments;
  }

  #daemonsUs(): number {
    return daemonsCores * (this.kernel.nowUs - this.#startedUs);
  }

  #usedUs(counts: (container: Container) => boolean): number {
    const used = this.#sum((container) => (counts(container) ? container.usedUs() : 0));
    return this.#daemonsUs() + used + this.#ended.usedUs;
  }

  #sum(of: (container: Container) => number): number {
    let total = 0;
    for (const container of this.#containers) total += of(container);
    return total;
  }
}
