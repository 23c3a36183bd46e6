/** What a host chooses of a quick drill, and what chance makes of the rest. */
import { keyOf, mix } from '../../kernel/index.ts';
import { componentOf, type Library, type LibraryCause } from '../causes/library.ts';

type Values = Readonly<Record<string, string | number>>;

/** What is absent is drawn. */
export interface QuickChoice {
  /** Id of a cause of the library. */
  readonly cause?: string | undefined;
  readonly with?: Values | undefined;
  /** When it begins, HH:MM. */
  readonly at?: string | undefined;
  readonly seed: number;
  /** Which draw, from 0: another where what came out before was no drill. */
  readonly attempt?: number | undefined;
}

/** A choice that cannot be: which field, and why. */
export class QuickRefused extends Error {
  override readonly name = 'QuickRefused';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Nothing left to chance. */
export interface Drawn {
  readonly cause: LibraryCause;
  readonly quick: NonNullable<LibraryCause['quick']>;
  readonly with: Values;
  readonly component: string;
  /** HH:MM */
  readonly at: string;
  readonly draw: Draw;
  /** Whether another attempt would give something else. */
  readonly byChance: boolean;
}

/** There must be time before it, for a healthy history, and after it, for people. */
export const earliest = '01:00';
export const latest = '22:30';
/** Drawn minutes lie in the working day. */
const drawnFromMinute = 9 * 60 + 10;
const drawnMinutes = 7 * 60 + 40;

/** Luck by name, as everywhere: what is drawn for one thing changes nothing of another. */
export class Draw {
  readonly #key: number;

  constructor(seed: number, attempt: number) {
    this.#key = mix(mix(keyOf('quick drill'), seed), attempt);
  }

  /** A whole number from 0, below `count`. */
  below(what: string, count: number): number {
    return mix(this.#key, keyOf(what)) % Math.max(1, count);
  }

  of<T>(what: string, items: readonly T[]): T | undefined {
    return items[this.below(what, items.length)];
  }
}

/** Causes that a quick drill can have, by name. */
export const quickCauses = (library: Library): LibraryCause[] =>
  [...library.values()].filter(({ quick }) => quick !== null).sort((a, b) => (a.id < b.id ? -1 : 1));

/** What a cause of a quick drill is made with when nobody chooses. */
export const usualOf = ({ parameters, quick }: LibraryCause): Values => ({ ...parameters, ...quick?.with });

function causeOf(library: Library, choice: QuickChoice, draw: Draw): LibraryCause {
  const causes = quickCauses(library);
  if (choice.cause === undefined) {
    if (Object.keys(choice.with ?? {}).length > 0)
      throw new QuickRefused('with', 'choose a cause before choosing its parameters');
    const drawn = draw.of('cause', causes);
    if (!drawn) throw new QuickRefused('cause', 'the library has no cause for quick drills');
    return drawn;
  }
  const chosen = causes.find(({ id }) => id === choice.cause);
  if (chosen) return chosen;
  const ids = causes.map(({ id }) => id).join(', ');
  throw new QuickRefused('cause', `there is no cause ${choice.cause} for quick drills; there are ${ids}`);
}

/** Chosen ones as the library has them: a number where it has a number. */
function valuesOf(cause: LibraryCause, given: Values, draw: Draw): Values {
  const values: Record<string, string | number> = { ...usualOf(cause) };
  for (const [name, value] of Object.entries(given)) {
    const usual = values[name];
    if (usual === undefined) {
      const known = Object.keys(cause.parameters).join(', ') || 'none';
      throw new QuickRefused(`with.${name}`, `${cause.id} has no such parameter (it has: ${known})`);
    }
    if (typeof usual === 'number' && !Number.isFinite(Number(value)))
      throw new QuickRefused(`with.${name}`, `must be a number, not "${value}"`);
    values[name] = typeof usual === 'number' ? Number(value) : String(value);
  }
  for (const [name, choices] of Object.entries(cause.quick?.choices ?? {})) {
    if (!(name in given)) values[name] = draw.of(`with ${name}`, choices) ?? values[name] ?? '';
  }
  return values;
}

function minuteOf({ at }: QuickChoice, draw: Draw): string {
  if (at === undefined) {
    const minute = drawnFromMinute + draw.below('minute', drawnMinutes);
    return new Date(minute * 60_000).toISOString().slice(11, 16);
  }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) throw new QuickRefused('at', 'must be a time of day, HH:MM');
  if (at < earliest || at > latest)
    throw new QuickRefused('at', `must lie between ${earliest} and ${latest}: there must be time before and after it`);
  return at;
}

/** Throws QuickRefused. The same choice gives the same. */
export function drawn(library: Library, choice: QuickChoice): Drawn {
  const draw = new Draw(choice.seed, choice.attempt ?? 0);
  const cause = causeOf(library, choice, draw);
  const { quick } = cause;
  if (quick === null) throw new QuickRefused('cause', `${cause.id} is not one for quick drills`);
  const given = choice.with ?? {};
  const values = valuesOf(cause, given, draw);
  const open = Object.keys(quick.choices).some((name) => !(name in given));
  return {
    cause,
    quick,
    with: values,
    component: componentOf(cause, values),
    at: minuteOf(choice, draw),
    draw,
    byChance: choice.cause === undefined || choice.at === undefined || open,
  };
}
