/** What runs on a host, as its kernel accounts for it. Counts only grow while the container lives. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly name: string;
  /** Processor time used so far, microseconds. */
  usedUs(): number;
  /** Time that its threads ran or waited for a processor so far, added up, microseconds. */
  runnableUs(): number;
  /** Threads that run or wait for a processor now. */
  runnable(): number;
  /** Working set. */
  memoryBytes(): number;
  /** TCP segments that were lost and sent again so far. */
  resentSegments(): number;
}
