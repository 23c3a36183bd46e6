/** count, sum, min, max and avg, with or without groups. */
import type { Row } from '@firedrill/shop/ports';
import type { Aggregate, Select } from '../sql/statement.ts';
import { outputOf } from './output.ts';
import type { Cursor, Scope } from './scope.ts';
import { compareValues, compiled, type Value, type Values } from './value.ts';

interface Tally {
  count: number;
  sum: number;
  least: unknown;
  greatest: unknown;
}

interface Group {
  readonly row: Row;
  readonly tallies: readonly Tally[];
}

/** Big integers and numerics come as text, as node-postgres gives them. */
function result(fn: Aggregate, { count, sum, least, greatest }: Tally): unknown {
  switch (fn) {
    case 'count':
      return String(count);
    case 'sum':
      return count === 0 ? null : String(sum);
    case 'avg':
      return count === 0 ? null : String(sum / count);
    case 'min':
      return least;
    case 'max':
      return greatest;
  }
}

export class Grouping {
  readonly #groups = new Map<string, Group>();
  readonly #keys: readonly Value[];
  readonly #output: ReturnType<typeof outputOf>;
  readonly #of: readonly { readonly fn: Aggregate; readonly as: string; readonly value: Value | null }[];
  readonly #whole: boolean;

  constructor({ items, groupBy }: Select, scope: Scope) {
    this.#keys = groupBy.map((name) => compiled({ kind: 'column', name }, scope));
    this.#whole = groupBy.length === 0;
    this.#output = outputOf(
      items.filter(({ kind }) => kind !== 'aggregate'),
      scope,
    );
    this.#of = items
      .filter((item) => item.kind === 'aggregate')
      .map(({ fn, of, as }) => ({ fn, as, value: of === null ? null : compiled({ kind: 'column', name: of }, scope) }));
  }

  add(cursor: Cursor, values: Values, nowUs: number): void {
    const key = JSON.stringify(this.#keys.map((value) => value(cursor, values, nowUs)));
    let group = this.#groups.get(key);
    if (!group) {
      group = { row: this.#output(cursor, values, nowUs), tallies: this.#empty() };
      this.#groups.set(key, group);
    }
    for (const [i, { value }] of this.#of.entries()) {
      const tally = group.tallies[i];
      const held = value === null ? 1 : value(cursor, values, nowUs);
      if (!tally || held === null) continue;
      tally.count++;
      tally.sum += Number(held);
      if (tally.least === null || compareValues(held, tally.least) < 0) tally.least = held;
      if (tally.greatest === null || compareValues(held, tally.greatest) > 0) tally.greatest = held;
    }
  }

  take(): Row[] {
    if (this.#whole && this.#groups.size === 0) this.#groups.set('', { row: {}, tallies: this.#empty() });
    const rows = [...this.#groups.values()].map(({ row, tallies }) => {
      const out: Record<string, unknown> = { ...row };
      for (const [i, { fn, as }] of this.#of.entries()) {
        const tally = tallies[i];
        if (tally) out[as] = result(fn, tally);
      }
      return out;
    });
    this.#groups.clear();
    return rows;
  }

  #empty(): Tally[] {
    return this.#of.map(() => ({ count: 0, sum: 0, least: null, greatest: null }));
  }
}
