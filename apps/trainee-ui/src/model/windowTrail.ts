import type { WindowChoice } from './windowChoice.ts';

/** Windows that were looked at before, walked with `[` and `]`. */
export class WindowTrail {
  #past: WindowChoice[] = [];
  #future: WindowChoice[] = [];

  /** Says that `from` is being left for a window chosen anew. */
  leave(from: WindowChoice): void {
    this.#past = [...this.#past.slice(-49), from];
    this.#future = [];
  }

  back(here: WindowChoice): WindowChoice | undefined {
    const to = this.#past.pop();
    if (to) this.#future.push(here);
    return to;
  }

  forward(here: WindowChoice): WindowChoice | undefined {
    const to = this.#future.pop();
    if (to) this.#past.push(here);
    return to;
  }
}

const trails = new Map<string, WindowTrail>();

/** The trail of a drill in this tab. */
export function windowTrail(drillId: string): WindowTrail {
  const held = trails.get(drillId) ?? new WindowTrail();
  trails.set(drillId, held);
  return held;
}
