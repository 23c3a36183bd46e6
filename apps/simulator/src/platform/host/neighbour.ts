/** Somebody else's work on a host: while it runs, it takes what the other containers leave of the processors. */
import type { Kernel } from '../../kernel/index.ts';
import type { Container } from './container.ts';

const workingSetBytes = 1.5 * 1024 ** 3;

export interface NeighbourOptions {
  readonly kernel: Kernel;
  readonly cores: number;
  /** Threads that run or wait, at each core. */
  readonly threadsPerCore: number;
  /** Processor time that everything else on the host has used so far, microseconds. */
  readonly othersUsedUs: () => number;
}

export class Neighbour implements Container {
  readonly namespace = 'media';
  readonly pod = 'transcode-7c5d8f6b9-w4k8n';
  readonly name = 'transcode';
  readonly #options: NeighbourOptions;
  readonly #sinceUs: number;
  readonly #othersBeforeUs: number;

  constructor(options: NeighbourOptions) {
    this.#options = options;
    this.#sinceUs = options.kernel.nowUs;
    this.#othersBeforeUs = options.othersUsedUs();
  }

  usedUs(): number {
    const { cores, othersUsedUs } = this.#options;
    return cores * this.#livedUs() - (othersUsedUs() - this.#othersBeforeUs);
  }

  runnableUs(): number {
    return this.runnable() * this.#livedUs();
  }

  runnable(): number {
    return this.#options.cores * this.#options.threadsPerCore;
  }

  memoryBytes(): number {
    return workingSetBytes;
  }

  resentSegments(): number {
    return 0;
  }

  #livedUs(): number {
    return this.#options.kernel.nowUs - this.#sinceUs;
  }
}
