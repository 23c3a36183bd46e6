/** Reads migrations: which tables, columns and indexes there are. */
import type { Column, Index } from './tables.ts';

export type Definition =
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly columns: readonly Column[];
      readonly indexes: readonly Index[];
    }
  | { readonly kind: 'index'; readonly table: string; readonly index: Index }
  | { readonly kind: 'drop-index'; readonly name: string };

/** Splits at commas that stand in no parentheses. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) {
      found.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...found, part.trim()].filter((one) => one !== '');
}

const namesIn = (text: string): string[] => parts(text).map((name) => name.split(/\s+/)[0] ?? '');

function columnOf(definition: string): Column {
  return {
    name: definition.split(/\s+/)[0] ?? '',
    isInstant: /\stimestamp(?:tz)?\b/i.test(definition),
    notNull: /\bnot\s+null\b|\bprimary\s+key\b/i.test(definition),
    defaultsToNow: /\bdefault\s+now\(\)/i.test(definition),
  };
}

function tableOf(name: string, body: string): Definition {
  const columns: Column[] = [];
  const indexes: Index[] = [];
  for (const part of parts(body)) {
    const constraint = /^(?:constraint\s+\w+\s+)?(primary\s+key|unique)\s*\(([^)]+)\)/i.exec(part);
    if (constraint?.[1] && constraint[2]) {
      const of = namesIn(constraint[2]);
      const primary = /^primary/i.test(constraint[1]);
      indexes.push({
        name: primary ? `${name}_pkey` : `${name}_${of.join('_')}_key`,
        columns: of,
        unique: true,
      });
      continue;
    }
    if (/^(?:constraint|foreign|check)\b/i.test(part)) continue;
    const column = columnOf(part);
    columns.push(column);
    if (/\bprimary\s+key\b/i.test(part)) indexes.push({ name: `${name}_pkey`, columns: [column.name], unique: true });
    else if (/\bunique\b/i.test(part))
      indexes.push({ name: `${name}_${column.name}_key`, columns: [column.name], unique: true });
  }
  return { kind: 'table', name, columns, indexes };
}

const createTable = /^create\s+table\s+(?:if\s+not\s+exists\s+)?(\w+)\s*\(([\s\S]+)\)$/i;
const createIndex =
  /^create\s+(unique\s+)?index\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?(\w+)\s+on\s+(\w+)\s*(?:using\s+\w+\s*)?\(([^)]+)\)/i;
const dropIndex = /^drop\s+index\s+(?:concurrently\s+)?(?:if\s+exists\s+)?(\w+)$/i;

export function definitionsOf(sql: string): readonly Definition[] {
  const definitions: Definition[] = [];
  for (const statement of sql.replaceAll(/--[^\n]*/g, '').split(';')) {
    const text = statement.trim();
    const table = createTable.exec(text);
    if (table?.[1] && table[2]) definitions.push(tableOf(table[1], table[2]));
    const index = createIndex.exec(text);
    if (index?.[2] && index[3] && index[4]) {
      definitions.push({
        kind: 'index',
        table: index[3],
        index: { name: index[2], columns: namesIn(index[4]), unique: index[1] !== undefined },
      });
    }
    const dropped = dropIndex.exec(text);
    if (dropped?.[1]) definitions.push({ kind: 'drop-index', name: dropped[1] });
  }
  return definitions;
}
