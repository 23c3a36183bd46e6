/** Signals of a drill: what was pinned, predicted and asked, each once. */
import type { About, Seen } from '../../evidence/index.ts';
import { covers, identityOf } from '../../evidence/index.ts';

export interface DrillSignal {
  readonly id: string;
  readonly about: About;
  /** By world. Of a change the other worlds say nothing: that something was changed is no evidence of what it did. */
  readonly outcomes: Seen;
  readonly title: string;
  /** Grounds a slot though it tells no worlds apart. */
  readonly telling: boolean;
  /** End of the window. */
  readonly toMs: number;
}

const text = (outcomes: Seen): string => JSON.stringify(Object.entries(outcomes).sort());

/** Two queries over the same series are one signal, unless their windows show different things. */
export class SignalBook {
  readonly #byIdentity = new Map<string, DrillSignal[]>();

  add(signal: Omit<DrillSignal, 'id'>): DrillSignal {
    const identity = identityOf(signal.about);
    const known = this.#byIdentity.get(identity) ?? [];
    this.#byIdentity.set(identity, known);
    const same = known.find((one) => text(one.outcomes) === text(signal.outcomes));
    if (same) return same;
    const added = { ...signal, id: known.length === 0 ? identity : `${identity} (${known.length + 1})` };
    known.push(added);
    return added;
  }

  all(): DrillSignal[] {
    return [...this.#byIdentity.values()].flat();
  }

  /** Those that somebody has before their eyes who asks this. */
  shownBy(about: About): DrillSignal[] {
    return this.all().filter((signal) => covers(about, signal.about));
  }
}
