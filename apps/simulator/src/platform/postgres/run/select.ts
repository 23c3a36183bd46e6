/** SELECT over the real rows. */
import type { QueryResult, Row } from '@firedrill/shop/ports';
import type { Condition, Select } from '../sql/statement.ts';
import type { Database, StoredRow } from '../tables.ts';
import { Grouping } from './aggregate.ts';
import { type Output, outputOf } from './output.ts';
import { Finder } from './rows.ts';
import { type Cursor, Scope } from './scope.ts';
import { compareValues, compiled, type Value, type Values } from './value.ts';

export type Skip = (row: StoredRow) => boolean;

export function scopeOf({ from, joins }: Select, database: Database): Scope {
  const sources = [...(from ? [from] : []), ...joins.map(({ source }) => source)];
  return new Scope(sources.map(({ alias, table }) => ({ alias, table: database.table(table) })));
}

/** Each condition goes with the last source that it speaks of. */
function findersOf(select: Select, scope: Scope): Finder[] {
  const perSource = scope.sources.map((): Condition[] => []);
  for (const { left, right } of select.joins) {
    const [a, b] = [scope.find(left), scope.find(right)];
    // The condition is on the later one, so that its index can be used.
    const condition: Condition =
      a.source > b.source
        ? { kind: 'compare', column: left, op: '=', to: { kind: 'column', name: right } }
        : { kind: 'compare', column: right, op: '=', to: { kind: 'column', name: left } };
    perSource[Math.max(a.source, b.source)]?.push(condition);
  }
  for (const condition of select.where) perSource[scope.find(condition.column).source]?.push(condition);
  return perSource.map((where, source) => new Finder(source, where, scope));
}

const numberOf = (value: Value | null, values: Values, nowUs: number): number | null =>
  value === null ? null : Number(value([], values, nowUs));

export class PreparedSelect {
  readonly scope: Scope;
  readonly #select: Select;
  readonly #finders: readonly Finder[];
  readonly #output: Output;
  readonly #grouping: Grouping | null;
  readonly #limit: Value | null;
  readonly #offset: Value | null;
  readonly #order: readonly { readonly value: Value; readonly descending: boolean }[];
  /** Ordered by the time of insertion, of one table: rows lie so already. */
  readonly #byAge: boolean;

  /** Throws SqlError. */
  constructor(select: Select, database: Database) {
    this.#select = select;
    this.scope = scopeOf(select, database);
    this.#finders = findersOf(select, this.scope);
    const grouped = select.groupBy.length > 0 || select.items.some(({ kind }) => kind === 'aggregate');
    this.#grouping = grouped ? new Grouping(select, this.scope) : null;
    this.#output = outputOf(select.items, this.scope);
    this.#limit = select.limit && compiled(select.limit, this.scope);
    this.#offset = select.offset && compiled(select.offset, this.scope);
    this.#order = grouped
      ? []
      : select.orderBy.map(({ column, descending }) => ({
          value: compiled({ kind: 'column', name: column }, this.scope),
          descending,
        }));
    this.#byAge =
      !grouped &&
      this.#finders.length === 1 &&
      select.orderBy.length === 1 &&
      select.orderBy[0]?.column.column === 'created_at';
  }

  /** Rows of the first table that FOR UPDATE would lock. */
  targets(values: Values, nowUs: number, skip: Skip | null): StoredRow[] {
    const limit = numberOf(this.#limit, values, nowUs) ?? Number.POSITIVE_INFINITY;
    return [...new Set(this.#cursors(values, nowUs, skip).map(([first]) => first))]
      .filter((row) => row !== undefined)
      .slice(0, limit);
  }

  run(values: Values, nowUs: number, skip: Skip | null): QueryResult {
    if (this.#finders.length === 0) return { rows: [this.#output([], values, nowUs)], rowCount: 1 };
    const limit = numberOf(this.#limit, values, nowUs) ?? Number.POSITIVE_INFINITY;
    const offset = numberOf(this.#offset, values, nowUs) ?? 0;
    const cursors = this.#cursors(values, nowUs, skip);
    let rows: Row[];
    if (this.#grouping) {
      for (const cursor of cursors) this.#grouping.add(cursor, values, nowUs);
      rows = this.#grouping.take();
      for (const { column, descending } of this.#select.orderBy)
        rows.sort((a, b) => compareValues(a[column.column], b[column.column]) * (descending ? -1 : 1));
      rows = rows.slice(offset, offset + limit);
    } else rows = cursors.slice(offset, offset + limit).map((cursor) => this.#output(cursor, values, nowUs));
    return { rows, rowCount: rows.length };
  }

  /** Matching combinations of rows, in order; no more than LIMIT and OFFSET need where that is easy to know. */
  #cursors(values: Values, nowUs: number, skip: Skip | null): Cursor[] {
    const [first] = this.#finders;
    if (!first) return [];
    const cursor: Cursor = [];
    const limit = numberOf(this.#limit, values, nowUs) ?? Number.POSITIVE_INFINITY;
    const wanted = limit + (numberOf(this.#offset, values, nowUs) ?? 0);
    const { rows, inOrder } = first.candidates(cursor, values, nowUs);
    const found: Cursor[] = [];
    const single = this.#finders.length === 1;
    const inPlace = single && (this.#order.length === 0 ? this.#grouping === null : this.#byAge && inOrder);
    const backwards = inPlace && this.#order[0]?.descending === true;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[backwards ? rows.length - 1 - i : i];
      if (row === undefined || !first.matches(row, cursor, values, nowUs) || skip?.(row)) continue;
      if (single) {
        found.push([row]);
        if (inPlace && found.length >= wanted) break;
      } else this.#join(1, cursor, values, nowUs, found);
    }
    if (!inPlace && this.#order.length > 0) this.#sort(found, values, nowUs);
    return found;
  }

  #join(source: number, cursor: Cursor, values: Values, nowUs: number, found: Cursor[]): void {
    const finder = this.#finders[source];
    if (!finder) {
      found.push([...cursor]);
      return;
    }
    for (const row of finder.candidates(cursor, values, nowUs).rows)
      if (finder.matches(row, cursor, values, nowUs)) this.#join(source + 1, cursor, values, nowUs, found);
  }

  #sort(found: Cursor[], values: Values, nowUs: number): void {
    found.sort((a, b) => {
      for (const { value, descending } of this.#order) {
        const order = compareValues(value(a, values, nowUs), value(b, values, nowUs));
        if (order !== 0) return descending ? -order : order;
      }
      return 0;
    });
  }
}
