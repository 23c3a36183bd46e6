import type { Container } from '../host/container.ts';
import { residentBytes } from '../observe/runtime.ts';
import type { Process } from '../process/process.ts';

/** A pod's process, as its host's kernel accounts for it. */
export class PodContainer implements Container {
  readonly namespace = 'shop';
  readonly pod: string;
  readonly name: string;
  readonly #process: Process;
  #usedUs = 0;

  constructor(pod: string, service: string, process: Process) {
    this.pod = pod;
    this.name = service;
    this.#process = process;
  }

  usedUs(): number {
    // Work in hand is done at the pace of now: when that falls, less of it seems done than did.
    this.#usedUs = Math.max(this.#usedUs, this.#process.usedUs());
    return this.#usedUs;
  }

  runnableUs(): number {
    return this.usedUs();
  }

  runnable(): number {
    return this.#process.isBusy() ? 1 : 0;
  }

  memoryBytes(): number {
    return residentBytes(this.#process);
  }

  resentSegments(): number {
    return this.#process.tcp.resentSegments;
  }
}
