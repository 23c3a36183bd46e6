/** A 4-ary heap of slots ordered by (time, sequence), on typed arrays: nothing is allocated per event. */
export class EventHeap {
  #times = new Float64Array(1024);
  #sequences = new Float64Array(1024);
  #slots = new Int32Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Time of the first event; Infinity when there is none. */
  firstTime(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!;
  }

  push(time: number, sequence: number, slot: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const sequences = this.#sequences;
    const slots = this.#slots;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && sequences[parent]! < sequence)) break;
      times[at] = parentTime;
      sequences[at] = sequences[parent]!;
      slots[at] = slots[parent]!;
      at = parent;
    }
    times[at] = time;
    sequences[at] = sequence;
    slots[at] = slot;
  }

  /** Takes the first event out; -1 when there is none. */
  pop(): number {
    if (this.#size === 0) return -1;
    const times = this.#times;
    const sequences = this.#sequences;
    const slots = this.#slots;
    const first = slots[0]!;
    const size = --this.#size;
    const time = times[size]!;
    const sequence = sequences[size]!;
    const slot = slots[size]!;
    let at = 0;
    for (;;) {
      let child = at * 4 + 1;
      if (child >= size) break;
      const end = Math.min(child + 4, size);
      let childTime = times[child]!;
      let childSequence = sequences[child]!;
      for (let other = child + 1; other < end; other++) {
        const otherTime = times[other]!;
        if (otherTime < childTime || (otherTime === childTime && sequences[other]! < childSequence)) {
          child = other;
          childTime = otherTime;
          childSequence = sequences[other]!;
        }
      }
      if (time < childTime || (time === childTime && sequence < childSequence)) break;
      times[at] = childTime;
      sequences[at] = childSequence;
      slots[at] = slots[child]!;
      at = child;
    }
    times[at] = time;
    sequences[at] = sequence;
    slots[at] = slot;
    return first;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const times = new Float64Array(capacity);
    const sequences = new Float64Array(capacity);
    const slots = new Int32Array(capacity);
    times.set(this.#times);
    sequences.set(this.#sequences);
    slots.set(this.#slots);
    this.#times = times;
    this.#sequences = sequences;
    this.#slots = slots;
  }
}
