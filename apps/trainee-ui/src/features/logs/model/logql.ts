/** A log query in parts. The bar shows the parts as chips and the whole as LogQL; each is made from the other. */
export type MatchOp = '=' | '!=' | '=~' | '!~';
export type TextOp = '|=' | '!=' | '|~' | '!~';
export type FieldOp = MatchOp | '>' | '>=' | '<' | '<=';

export interface LabelPart {
  readonly kind: 'label';
  readonly name: string;
  readonly op: MatchOp;
  readonly value: string;
}

export interface TextPart {
  readonly kind: 'text';
  readonly op: TextOp;
  readonly value: string;
}

export interface FieldPart {
  readonly kind: 'field';
  readonly name: string;
  readonly op: FieldOp;
  readonly value: string;
  /** Numbers are written without quotes. */
  readonly numeric: boolean;
}

export type Part = LabelPart | TextPart | FieldPart;

export interface NotLogql {
  /** Position in the text, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly expected: string;
}

export type Parsed =
  | { readonly ok: true; readonly parts: readonly Part[] }
  | { readonly ok: false; readonly error: NotLogql };

const quote = (value: string): string => JSON.stringify(value);

/** LogQL of the parts: selector first, then filters in their order. */
export function toLogql(parts: readonly Part[]): string {
  const labels = parts
    .filter((part) => part.kind === 'label')
    .map((part) => `${part.name}${part.op}${quote(part.value)}`);
  const rest = parts.flatMap((part) => {
    if (part.kind === 'text') return [` ${part.op} ${quote(part.value)}`];
    if (part.kind === 'field') return [` | ${part.name} ${part.op} ${part.numeric ? part.value : quote(part.value)}`];
    return [];
  });
  return `{${labels.join(', ')}}${rest.join('')}`;
}

const token = {
  space: /\s*/y,
  name: /[A-Za-z_][\w.]*/y,
  matchOp: /=~|!~|!=|=/y,
  textOp: /\|=|\|~|!=|!~/y,
  fieldOp: /=~|!~|!=|==|>=|<=|=|>|</y,
  double: /"(?:[^"\\\n]|\\.)*"/y,
  backtick: /`[^`]*`/y,
  number: /-?\d+(?:\.\d+)?(?:ns|us|ms|s|m|h)?/y,
};

class Reader {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  take(kind: keyof typeof token): string | null {
    const pattern = token[kind];
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  skip(): void {
    this.take('space');
  }

  char(wanted: string): boolean {
    if (this.text[this.at] !== wanted) return false;
    this.at += 1;
    return true;
  }

  fail(expected: string): Refusal {
    return new Refusal({ from: this.at, to: Math.min(this.text.length, this.at + 1), expected });
  }

  string(): string {
    const double = this.take('double');
    if (double !== null) {
      try {
        const value: unknown = JSON.parse(double);
        if (typeof value === 'string') return value;
      } catch {
        this.at -= double.length;
        throw this.fail('a quoted text with known escapes');
      }
    }
    const raw = this.take('backtick');
    if (raw !== null) return raw.slice(1, -1);
    throw this.fail('a quoted text');
  }
}

class Refusal extends Error {
  readonly error: NotLogql;

  constructor(error: NotLogql) {
    super(error.expected);
    this.error = error;
  }
}

// These casts follow the patterns that the tokens were read with.
function readLabels(reader: Reader): LabelPart[] {
  const parts: LabelPart[] = [];
  if (!reader.char('{')) throw reader.fail('{ with labels in it');
  reader.skip();
  while (!reader.char('}')) {
    const name = reader.take('name');
    if (name === null) throw reader.fail('a label name or }');
    reader.skip();
    const op = reader.take('matchOp') as MatchOp | null;
    if (op === null) throw reader.fail('=, !=, =~ or !~');
    reader.skip();
    parts.push({ kind: 'label', name, op, value: reader.string() });
    reader.skip();
    if (!reader.char(',') && reader.text[reader.at] !== '}') throw reader.fail(', or }');
    reader.skip();
  }
  return parts;
}

function readField(reader: Reader): FieldPart | null {
  reader.skip();
  const name = reader.take('name');
  if (name === null) throw reader.fail('a field name');
  reader.skip();
  if (
    (name === 'json' || name === 'logfmt') &&
    (reader.at === reader.text.length || '|!'.includes(reader.text[reader.at]!))
  )
    return null;
  const op = reader.take('fieldOp');
  if (op === null) throw reader.fail('=, !=, =~, !~, >, >=, < or <=');
  reader.skip();
  const number = reader.take('number');
  const value = number ?? reader.string();
  return { kind: 'field', name, op: (op === '==' ? '=' : op) as FieldOp, value, numeric: number !== null };
}

/** Reads LogQL into parts, or says where and why it cannot. */
export function parseLogql(text: string): Parsed {
  const reader = new Reader(text);
  try {
    reader.skip();
    const parts: Part[] = readLabels(reader);
    for (reader.skip(); reader.at < text.length; reader.skip()) {
      const op = reader.take('textOp') as TextOp | null;
      if (op !== null) {
        reader.skip();
        parts.push({ kind: 'text', op, value: reader.string() });
      } else if (reader.char('|')) {
        const field = readField(reader);
        if (field !== null) parts.push(field);
      } else throw reader.fail('a filter such as |= "text" or | field = "value"');
    }
    return { ok: true, parts };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
}
