/** Redis's keyspace: the types and commands that the shop uses, with expiry by the time given. */

type Value = string | Map<string, string> | string[];

interface Entry {
  value: Value;
  usedUs: number;
  /** Infinity when it does not expire. */
  expiresUs: number;
}

/** maxmemory-samples */
const evictionSamples = 5;

export class ReplyError extends Error {
  override readonly name = 'ReplyError';
}

const wrongType = (): ReplyError => new ReplyError('WRONGTYPE Operation against a key holding the wrong kind of value');

/** Both ends included; negative ones count from the end. */
function slice(list: readonly string[], start: number, stop: number): string[] {
  const from = Math.max(0, start < 0 ? list.length + start : start);
  return list.slice(from, (stop < 0 ? list.length + stop : stop) + 1);
}

export class Keyspace {
  readonly #entries = new Map<string, Entry>();
  readonly #mostKeys: number;
  hits = 0;
  misses = 0;
  expired = 0;
  evicted = 0;
  /** Writes so far: what save points count. */
  changes = 0;

  /** At `mostKeys` the memory is full. */
  constructor(mostKeys = Number.POSITIVE_INFINITY) {
    this.#mostKeys = mostKeys;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, nowUs: number): string | null {
    const entry = this.#read(key, nowUs);
    if (entry === undefined) return null;
    if (typeof entry.value !== 'string') throw wrongType();
    return entry.value;
  }

  set(key: string, value: string, nowUs: number, px: number | undefined, nx: boolean): 'OK' | null {
    this.changes++;
    if (nx && this.#live(key, nowUs)) return null;
    this.#put(key, value, px === undefined ? Number.POSITIVE_INFINITY : nowUs + px * 1000, nowUs);
    return 'OK';
  }

  del(key: string, nowUs: number): number {
    this.changes++;
    const there = this.#live(key, nowUs) !== undefined;
    this.#entries.delete(key);
    return there ? 1 : 0;
  }

  incr(key: string, nowUs: number): number {
    this.changes++;
    const entry = this.#live(key, nowUs);
    const next = Number(entry?.value ?? 0) + 1;
    if (Number.isNaN(next)) throw new ReplyError('ERR value is not an integer or out of range');
    this.#put(key, String(next), entry?.expiresUs ?? Number.POSITIVE_INFINITY, nowUs);
    return next;
  }

  pexpire(key: string, durationMs: number, nowUs: number): number {
    this.changes++;
    const entry = this.#live(key, nowUs);
    if (entry === undefined) return 0;
    entry.expiresUs = nowUs + durationMs * 1000;
    return 1;
  }

  hash(key: string, nowUs: number): ReadonlyMap<string, string> {
    const entry = this.#read(key, nowUs);
    if (entry === undefined) return new Map();
    if (!(entry.value instanceof Map)) throw wrongType();
    return entry.value;
  }

  hset(key: string, field: string, value: string, nowUs: number): number {
    this.changes++;
    const entry = this.#live(key, nowUs);
    if (entry === undefined) {
      this.#put(key, new Map([[field, value]]), Number.POSITIVE_INFINITY, nowUs);
      return 1;
    }
    if (!(entry.value instanceof Map)) throw wrongType();
    const added = entry.value.has(field) ? 0 : 1;
    entry.value.set(field, value);
    return added;
  }

  hdel(key: string, field: string, nowUs: number): number {
    this.changes++;
    const entry = this.#live(key, nowUs);
    if (entry === undefined) return 0;
    if (!(entry.value instanceof Map)) throw wrongType();
    const removed = entry.value.delete(field) ? 1 : 0;
    if (entry.value.size === 0) this.#entries.delete(key);
    return removed;
  }

  lpush(key: string, value: string, nowUs: number): number {
    this.changes++;
    const entry = this.#live(key, nowUs);
    if (entry === undefined) {
      this.#put(key, [value], Number.POSITIVE_INFINITY, nowUs);
      return 1;
    }
    if (!Array.isArray(entry.value)) throw wrongType();
    entry.value.unshift(value);
    return entry.value.length;
  }

  lrange(key: string, start: number, stop: number, nowUs: number): readonly string[] {
    const entry = this.#read(key, nowUs);
    if (entry === undefined) return [];
    if (!Array.isArray(entry.value)) throw wrongType();
    return slice(entry.value, start, stop);
  }

  ltrim(key: string, start: number, stop: number, nowUs: number): 'OK' {
    this.changes++;
    const entry = this.#live(key, nowUs);
    if (entry !== undefined) {
      if (!Array.isArray(entry.value)) throw wrongType();
      entry.value = slice(entry.value, start, stop);
      if (entry.value.length === 0) this.#entries.delete(key);
    }
    return 'OK';
  }

  /** Removes what has expired unread; the server does so a few times a second. */
  expire(nowUs: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry.expiresUs > nowUs) continue;
      this.#entries.delete(key);
      this.expired++;
    }
  }

  /** Throws when there is no room and none can be made. */
  #put(key: string, value: Value, expiresUs: number, usedUs: number): void {
    if (this.#entries.size >= this.#mostKeys && !this.#entries.has(key)) this.#evict();
    this.#entries.set(key, { value, expiresUs, usedUs });
  }

  /** volatile-lru: of a few keys that would expire, the one that has been unused for longest. */
  #evict(): void {
    let oldest: readonly [string, Entry] | null = null;
    let looked = 0;
    for (const one of this.#entries) {
      if (one[1].expiresUs === Number.POSITIVE_INFINITY) continue;
      if (oldest === null || one[1].usedUs < oldest[1].usedUs) oldest = one;
      if (++looked === evictionSamples) break;
    }
    if (oldest === null) throw new ReplyError("OOM command not allowed when used memory > 'maxmemory'.");
    this.#entries.delete(oldest[0]);
    this.evicted++;
  }

  #live(key: string, nowUs: number): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    entry.usedUs = nowUs;
    if (entry.expiresUs > nowUs) return entry;
    this.#entries.delete(key);
    this.expired++;
    return undefined;
  }

  #read(key: string, nowUs: number): Entry | undefined {
    const entry = this.#live(key, nowUs);
    if (entry === undefined) this.misses++;
    else this.hits++;
    return entry;
  }
}
