/** SLOWLOG: the latest commands that ran for longer than a limit, waiting not included. It is in no log file. */

/** slowlog-log-slower-than */
const slowerThanUs = 10_000;
/** slowlog-max-len */
const mostEntries = 128;
const mostArguments = 32;
const mostCharacters = 128;

/** Who sent a command, and what it was. */
export interface Caller {
  /** CLIENT SETNAME */
  readonly clientName: string;
  /** ip:port */
  readonly address: string;
  readonly argv: readonly string[];
}

export interface SlowEntry extends Caller {
  readonly id: number;
  /** Unix time. */
  readonly timeS: number;
  readonly durationUs: number;
}

const shortened = (text: string): string =>
  text.length <= mostCharacters
    ? text
    : `${text.slice(0, mostCharacters)}... (${text.length - mostCharacters} more bytes)`;

function kept(argv: readonly string[]): string[] {
  if (argv.length <= mostArguments) return argv.map(shortened);
  const first = argv.slice(0, mostArguments - 1);
  return [...first.map(shortened), `... (${argv.length - first.length} more arguments)`];
}

export class SlowLog {
  /** Newest first. */
  #entries: readonly SlowEntry[] = [];
  #nextId = 0;

  get length(): number {
    return this.#entries.length;
  }

  /** SLOWLOG GET */
  newest(count: number): readonly SlowEntry[] {
    return this.#entries.slice(0, count);
  }

  /** A command ended at `endedUs`. Keeps it when it was slow. */
  ran(endedUs: number, durationUs: number, { clientName, address, argv }: Caller): void {
    if (durationUs <= slowerThanUs) return;
    const timeS = Math.floor(endedUs / 1e6);
    const entry = { id: this.#nextId++, timeS, durationUs, argv: kept(argv), address, clientName };
    this.#entries = [entry, ...this.#entries.slice(0, mostEntries - 1)];
  }
}
