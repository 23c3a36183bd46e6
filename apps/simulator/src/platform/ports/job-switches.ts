/** Which scheduled jobs are suspended, as the services' schedulers look it up before each run. */
export class JobSwitches {
  readonly #suspended = new Set<string>();

  /** False when it was so already. */
  suspend(service: string, job: string): boolean {
    if (this.isSuspended(service, job)) return false;
    this.#suspended.add(`${service}/${job}`);
    return true;
  }

  /** False when it was not suspended. */
  resume(service: string, job: string): boolean {
    return this.#suspended.delete(`${service}/${job}`);
  }

  isSuspended(service: string, job: string): boolean {
    return this.#suspended.has(`${service}/${job}`);
  }
}
