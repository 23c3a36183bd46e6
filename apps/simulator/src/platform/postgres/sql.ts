/** The part of SQL that the shop uses, parsed once per text. */

export type Operand =
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'literal'; readonly value: string | number }
  /** Microseconds before now. */
  | { readonly kind: 'ago'; readonly us: number };

export interface Condition {
  readonly column: string;
  readonly op: '=' | '>' | '<' | '>=' | '<=' | 'ILIKE';
  readonly operand: Operand;
}

export interface Assignment {
  readonly column: string;
  /** `column = column - operand` */
  readonly sign: 'set' | '+' | '-';
  readonly operand: Operand;
}

export type Statement =
  | { readonly kind: 'begin' | 'commit' | 'rollback' | 'ping' }
  | {
      readonly kind: 'select';
      readonly table: string;
      readonly columns: readonly string[];
      /** `count(*) AS name`, with or without a column to group by. */
      readonly count: { readonly as: string; readonly by: string | null } | null;
      readonly where: readonly Condition[];
      readonly order: { readonly column: string; readonly descending: boolean } | null;
      readonly limit: number | null;
    }
  | {
      readonly kind: 'insert';
      readonly table: string;
      readonly columns: readonly string[];
      readonly values: readonly Operand[];
    }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly set: readonly Assignment[];
      readonly where: readonly Condition[];
    }
  | { readonly kind: 'delete'; readonly table: string; readonly where: readonly Condition[] };

export class SqlError extends Error {
  override readonly name = 'error';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const unitUs: Readonly<Record<string, number>> = {
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: 86_400_000_000,
};

function operand(text: string): Operand {
  const parameter = /^\$(\d+)$/.exec(text);
  if (parameter) return { kind: 'parameter', index: Number(parameter[1]) - 1 };
  const ago = /^now\(\)\s*-\s*interval\s*'(\d+)\s*(second|minute|hour|day)s?'$/i.exec(text);
  if (ago) return { kind: 'ago', us: Number(ago[1]) * (unitUs[(ago[2] ?? '').toLowerCase()] ?? 0) };
  const quoted = /^'([^']*)'$/.exec(text);
  if (quoted) return { kind: 'literal', value: quoted[1] ?? '' };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { kind: 'literal', value: Number(text) };
  throw new SqlError('42601', `syntax error at or near "${text.split(/\s/)[0]}"`);
}

function conditions(text: string | undefined): Condition[] {
  if (text === undefined) return [];
  return text.split(/\s+and\s+/i).map((part) => {
    const match = /^(\w+)\s*(>=|<=|=|>|<|\bILIKE\b)\s*(.+)$/is.exec(part.trim());
    if (!match?.[1] || !match[2] || !match[3]) throw new SqlError('42601', `syntax error at or near "${part.trim()}"`);
    // The pattern allows these operators only.
    return { column: match[1], op: match[2].toUpperCase() as Condition['op'], operand: operand(match[3].trim()) };
  });
}

const names = (text: string): string[] => text.split(',').map((name) => name.trim());

const select =
  /^select\s+(?<columns>.+?)\s+from\s+(?<table>\w+)(?:\s+where\s+(?<where>.+?))?(?:\s+group\s+by\s+(?<group>\w+))?(?:\s+order\s+by\s+(?<order>\w+)(?<desc>\s+desc|\s+asc)?)?(?:\s+limit\s+(?<limit>\d+))?$/is;
const insert = /^insert\s+into\s+(?<table>\w+)\s*\((?<columns>[^)]+)\)\s*values\s*\((?<values>[^)]+)\)$/is;
const update = /^update\s+(?<table>\w+)\s+set\s+(?<set>.+?)\s+where\s+(?<where>.+)$/is;
const remove = /^delete\s+from\s+(?<table>\w+)\s+where\s+(?<where>.+)$/is;

function assignment(text: string): Assignment {
  const relative = /^(\w+)\s*=\s*\1\s*([+-])\s*(.+)$/s.exec(text.trim());
  if (relative?.[1] && relative[3]) {
    return { column: relative[1], sign: relative[2] === '-' ? '-' : '+', operand: operand(relative[3].trim()) };
  }
  const plain = /^(\w+)\s*=\s*(.+)$/s.exec(text.trim());
  if (!plain?.[1] || !plain[2]) throw new SqlError('42601', `syntax error at or near "${text.trim()}"`);
  return { column: plain[1], sign: 'set', operand: operand(plain[2].trim()) };
}

/** Throws SqlError with PostgreSQL's code and text. */
export function parseSql(source: string): Statement {
  const text = source.trim().replace(/;$/, '');
  if (/^begin$/i.test(text)) return { kind: 'begin' };
  if (/^commit$/i.test(text)) return { kind: 'commit' };
  if (/^rollback$/i.test(text)) return { kind: 'rollback' };
  if (/^select\s+1$/i.test(text)) return { kind: 'ping' };
  let match = select.exec(text)?.groups;
  if (match) {
    const columns = names(match.columns ?? '');
    const counted = columns.map((column) => /^count\(\*\)(?:\s+as\s+(\w+))?$/i.exec(column)).find((found) => found);
    return {
      kind: 'select',
      table: match.table ?? '',
      columns,
      count: counted ? { as: counted[1] ?? 'count', by: match.group ?? null } : null,
      where: conditions(match.where),
      order: match.order ? { column: match.order, descending: /desc/i.test(match.desc ?? '') } : null,
      limit: match.limit ? Number(match.limit) : null,
    };
  }
  match = insert.exec(text)?.groups;
  if (match) {
    const values = names(match.values ?? '').map(operand);
    return { kind: 'insert', table: match.table ?? '', columns: names(match.columns ?? ''), values };
  }
  match = update.exec(text)?.groups;
  if (match) {
    const set = names(match.set ?? '').map(assignment);
    return { kind: 'update', table: match.table ?? '', set, where: conditions(match.where) };
  }
  match = remove.exec(text)?.groups;
  if (match) return { kind: 'delete', table: match.table ?? '', where: conditions(match.where) };
  throw new SqlError('42601', `syntax error at or near "${text.split(/\s+/)[0]}"`);
}
