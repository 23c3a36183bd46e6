/** Things that happen now and then: once in each stretch of the clock, somewhere in it, whatever else goes on. */
import { fraction, type Kernel, mix } from '../../kernel/index.ts';

interface Recurring {
  readonly kernel: Kernel;
  readonly key: number;
  readonly everyUs: number;
  /** Given the luck of this occurrence. */
  readonly happen: (key: number) => void;
}

/** Instants depend on `key` and the clock only, so runs that begin at different instants agree on them. */
export function recur(kernel: Kernel, key: number, everySeconds: number, happen: (key: number) => void): void {
  const recurring: Recurring = { kernel, key, everyUs: everySeconds * 1_000_000, happen };
  const stretch = Math.floor(kernel.nowUs / recurring.everyUs);
  schedule(recurring, instantIn(recurring, stretch) >= kernel.nowUs ? stretch : stretch + 1);
}

const instantIn = ({ key, everyUs }: Recurring, stretch: number): number =>
  stretch * everyUs + Math.floor(fraction(mix(key, stretch)) * everyUs);

const schedule = (recurring: Recurring, stretch: number): void => {
  recurring.kernel.at(instantIn(recurring, stretch), happens, recurring, stretch);
};

function happens(recurring: Recurring, stretch: number): void {
  schedule(recurring, stretch + 1);
  recurring.happen(mix(mix(recurring.key, stretch), 1));
}
