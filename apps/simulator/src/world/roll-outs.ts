/** Which pods of a service are replaced when. A later order for the same service ends an earlier one. */
import type { Kernel } from '../kernel/index.ts';
import type { Cluster } from '../platform/kubernetes/cluster.ts';
import type { Build } from '../platform/kubernetes/pod.ts';

/** Somebody who watches replaces pods faster than the pipeline. */
const stepUs = 12_000_000;
/** A pod that is not ready yet is looked at again after this. */
const pollUs = 5_000_000;
/** progressDeadlineSeconds */
const deadlineUs = 600_000_000;

export interface Order {
  readonly service: string;
  /** Called when another order for the service comes before this one has ended. */
  onOvertaken: (() => void) | null;
}

export class RollOuts {
  readonly #kernel: Kernel;
  readonly #cluster: Cluster;
  readonly #latest = new Map<string, Order>();

  constructor(kernel: Kernel, cluster: Cluster) {
    this.#kernel = kernel;
    this.#cluster = cluster;
  }

  order(service: string): Order {
    const order: Order = { service, onOvertaken: null };
    const before = this.#latest.get(service);
    this.#latest.set(service, order);
    before?.onOvertaken?.();
    return order;
  }

  /** Runs `work` after a while, unless the order has been overtaken by then. */
  later(order: Order, delayUs: number, work: () => void): void {
    const { service } = order;
    this.#kernel.at(
      this.#kernel.nowUs + delayUs,
      () => {
        if (this.#latest.get(service) === order) work();
      },
      null,
      null,
    );
  }

  /** One pod after the other, each when the one before is ready. `onStuck` when one never is. */
  oneByOne(order: Order, build: Build, slots: readonly number[], onDone: () => void, onStuck: () => void): void {
    const goOn = (work: () => void) => (): void => {
      if (this.#latest.get(order.service) === order) work();
    };
    const end = (how: () => void): void => {
      order.onOvertaken = null;
      how();
    };
    const step = (index: number): void => {
      const slot = slots[index];
      if (slot === undefined) {
        end(onDone);
        return;
      }
      this.#cluster.replace(build, slot);
      this.later(order, stepUs, () =>
        this.whenReady(
          order.service,
          [slot],
          goOn(() => step(index + 1)),
          goOn(() => end(onStuck)),
        ),
      );
    };
    step(0);
  }

  /** Calls back once no slot waits for its pod any more, or after the deadline. */
  whenReady(service: string, slots: readonly number[], onReady: () => void, onStuck: () => void): void {
    const untilUs = this.#kernel.nowUs + deadlineUs;
    const look = (): void => {
      if (!slots.some((slot) => this.#cluster.isComing(service, slot))) onReady();
      else if (this.#kernel.nowUs >= untilUs) onStuck();
      else this.#kernel.at(this.#kernel.nowUs + pollUs, look, null, null);
    };
    look();
  }
}
