/** Reads the part of SQL that services use: one statement a text, conditions joined by AND. */
import { SqlError, syntaxError } from './error.ts';
import { parseCondition, parseScalar } from './parse-scalar.ts';
import type {
  Aggregate,
  Assignment,
  ColumnName,
  Condition,
  CreateIndex,
  Delete,
  Insert,
  Item,
  Join,
  Locking,
  Scalar,
  Select,
  Source,
  Statement,
  Update,
} from './statement.ts';
import { TokenReader } from './token-reader.ts';

const aggregates: readonly string[] = ['count', 'sum', 'min', 'max', 'avg'];
/** Words that end a list of select items or a table's alias. */
const clauses = new Set(
  'from where group order limit offset for join inner on returning set values and as asc desc using'.split(' '),
);

const isAggregate = (text: string): text is Aggregate => aggregates.includes(text);

function parseAlias(reader: TokenReader, otherwise: string): string {
  if (reader.takeWord('as')) return reader.word();
  const { kind, text } = reader.next;
  return kind === 'word' && !clauses.has(text) ? reader.word() : otherwise;
}

function parseItem(reader: TokenReader): Item {
  if (reader.takeSymbol('*')) return { kind: 'all' };
  const { kind, text } = reader.next;
  if (kind === 'word' && isAggregate(text) && reader.after.text === '(') {
    reader.word();
    reader.symbol('(');
    const of = reader.takeSymbol('*') ? null : reader.columnName();
    reader.symbol(')');
    reader.takeCast();
    return { kind: 'aggregate', fn: text, of, as: parseAlias(reader, text) };
  }
  const value = parseScalar(reader);
  return { kind: 'scalar', value, as: parseAlias(reader, value.kind === 'column' ? value.name.column : '?column?') };
}

const parseSource = (reader: TokenReader): Source => {
  const table = reader.word();
  return { table, alias: parseAlias(reader, table) };
};

function parseJoins(reader: TokenReader): Join[] {
  const joins: Join[] = [];
  for (;;) {
    if (reader.takeWord('inner')) reader.expectWord('join');
    else if (!reader.takeWord('join')) return joins;
    const source = parseSource(reader);
    reader.expectWord('on');
    const left = reader.columnName();
    reader.symbol('=');
    joins.push({ source, left, right: reader.columnName() });
  }
}

function parseWhere(reader: TokenReader): Condition[] {
  if (!reader.takeWord('where')) return [];
  const where = [parseCondition(reader)];
  while (reader.takeWord('and')) where.push(parseCondition(reader));
  return where;
}

function parseLocking(reader: TokenReader): Locking | null {
  if (!reader.takeWord('for')) return null;
  reader.expectWord('update');
  if (reader.takeWord('nowait')) return 'nowait';
  if (!reader.takeWord('skip')) return 'wait';
  reader.expectWord('locked');
  return 'skip locked';
}

function parseOrder(reader: TokenReader): { column: ColumnName; descending: boolean } {
  const column = reader.columnName();
  const descending = reader.takeWord('desc');
  if (!descending) reader.takeWord('asc');
  return { column, descending };
}

function parseSelect(reader: TokenReader): Select {
  const items = reader.list(() => parseItem(reader));
  const from = reader.takeWord('from') ? parseSource(reader) : null;
  const joins = parseJoins(reader);
  const where = parseWhere(reader);
  let groupBy: readonly ColumnName[] = [];
  let orderBy: Select['orderBy'] = [];
  let limit: Scalar | null = null;
  let offset: Scalar | null = null;
  if (reader.takeWord('group')) {
    reader.expectWord('by');
    groupBy = reader.list(() => reader.columnName());
  }
  if (reader.takeWord('order')) {
    reader.expectWord('by');
    orderBy = reader.list(() => parseOrder(reader));
  }
  if (reader.takeWord('limit')) limit = parseScalar(reader);
  if (reader.takeWord('offset')) offset = parseScalar(reader);
  const locking = parseLocking(reader);
  return { kind: 'select', items, from, joins, where, groupBy, orderBy, limit, offset, locking };
}

const parseReturning = (reader: TokenReader): readonly Item[] =>
  reader.takeWord('returning') ? reader.list(() => parseItem(reader)) : [];

function parseAssignment(reader: TokenReader): Assignment {
  const column = reader.word();
  reader.symbol('=');
  return { column, value: parseScalar(reader) };
}

function parseInsert(reader: TokenReader): Insert {
  reader.expectWord('into');
  const table = reader.word();
  const columns = reader.parenthesised(() => reader.word());
  reader.expectWord('values');
  const rows = reader.list(() => reader.parenthesised(() => parseScalar(reader)));
  for (const row of rows) {
    if (row.length > columns.length) throw new SqlError('42601', 'INSERT has more expressions than target columns');
    if (row.length < columns.length) throw new SqlError('42601', 'INSERT has more target columns than expressions');
  }
  let onConflict: Insert['onConflict'] = null;
  if (reader.takeWord('on')) {
    reader.expectWord('conflict');
    const target = reader.next.text === '(' ? reader.parenthesised(() => reader.word()) : [];
    reader.expectWord('do');
    if (reader.takeWord('nothing')) onConflict = { columns: target, update: [] };
    else {
      reader.expectWord('update');
      reader.expectWord('set');
      onConflict = { columns: target, update: reader.list(() => parseAssignment(reader)) };
    }
  }
  return { kind: 'insert', table, columns, rows, onConflict, returning: parseReturning(reader) };
}

function parseUpdate(reader: TokenReader): Update {
  const table = reader.word();
  reader.expectWord('set');
  const set = reader.list(() => parseAssignment(reader));
  return { kind: 'update', table, set, where: parseWhere(reader), returning: parseReturning(reader) };
}

function parseDelete(reader: TokenReader): Delete {
  reader.expectWord('from');
  const table = reader.word();
  return { kind: 'delete', table, where: parseWhere(reader), returning: parseReturning(reader) };
}

function parseCreateIndex(reader: TokenReader): CreateIndex {
  reader.expectWord('index');
  reader.expectWord('concurrently');
  const name = reader.word();
  reader.expectWord('on');
  return { kind: 'create-index', name, table: reader.word(), columns: reader.parenthesised(() => reader.word()) };
}

function parseStatement(reader: TokenReader): Statement {
  const word = reader.word();
  switch (word) {
    case 'begin':
      return { kind: 'begin' };
    case 'commit':
      return { kind: 'commit' };
    case 'rollback':
      return { kind: 'rollback' };
    case 'select':
      return parseSelect(reader);
    case 'insert':
      return parseInsert(reader);
    case 'update':
      return parseUpdate(reader);
    case 'delete':
      return parseDelete(reader);
    case 'create':
      return parseCreateIndex(reader);
    default:
      throw syntaxError(word);
  }
}

/** Throws SqlError with PostgreSQL's code and text. */
export function parseSql(source: string): Statement {
  const reader = new TokenReader(source);
  const statement = parseStatement(reader);
  reader.end();
  return statement;
}
