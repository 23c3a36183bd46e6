/** What a statement gives back: rows as node-postgres would hand them over. */
import type { Row } from '@firedrill/shop/ports';
import type { Item } from '../sql/statement.ts';
import type { Cursor, Scope } from './scope.ts';
import { compiled, type Value, type Values } from './value.ts';

interface Field {
  readonly as: string;
  readonly value: Value;
  readonly isInstant: boolean;
}

function fieldsOf(items: readonly Item[], scope: Scope): Field[] {
  return items.flatMap((item): Field[] => {
    if (item.kind === 'all') {
      return scope.sources.flatMap(({ table }, source) =>
        table.columns.map(({ name, isInstant }) => ({
          as: name,
          value: (cursor: Cursor) => cursor[source]?.[name] ?? null,
          isInstant,
        })),
      );
    }
    if (item.kind === 'aggregate') return [];
    const { value, as } = item;
    const isInstant = value.kind === 'now' || (value.kind === 'column' && scope.find(value.name).column.isInstant);
    return [{ as, value: compiled(value, scope), isInstant }];
  });
}

export type Output = (cursor: Cursor, values: Values, nowUs: number) => Row;

/** Instants come out as Date, as node-postgres gives them. */
export function outputOf(items: readonly Item[], scope: Scope): Output {
  const fields = fieldsOf(items, scope);
  return (cursor, values, nowUs) => {
    const row: Record<string, unknown> = {};
    for (const { as, value, isInstant } of fields) {
      const held = value(cursor, values, nowUs);
      row[as] = isInstant && typeof held === 'number' ? new Date(held / 1000) : held;
    }
    return row;
  };
}
