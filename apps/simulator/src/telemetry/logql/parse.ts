import { badQuery } from '../errors.ts';
import { parseString } from '../promql/literals.ts';
import type { FieldFilter, FieldOperator, LabelMatcher, LineFilter, LogQuery } from './ast.ts';

type TokenKind = 'name' | 'string' | 'number' | 'symbol' | 'end';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const tokenPatterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['string', /"(?:[^"\\]|\\.)*"?|`[^`]*`?/y],
  ['number', /-?\d+(?:\.\d+)?(?:(?:ms|[smh])(?:\d+(?:ms|[smh]))*)?(?![\w.])/y],
  ['name', /[A-Za-z_][\w.]*/y],
  ['symbol', /\|=|\|~|!=|!~|=~|==|>=|<=|[{}(),|=<>]/y],
];

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    let found: Token | null = null;
    for (const [kind, pattern] of tokenPatterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) continue;
      found = { kind, text: match[0], from: at, to: at + match[0].length };
      break;
    }
    if (!found) throw badQuery(`unexpected ${text[at]}`, at, at + 1, 'a label, a filter or the end of the query');
    tokens.push(found);
    at = found.to;
  }
  return tokens;
}

const isMatchOperator = (text: string): text is LabelMatcher['operator'] => ['=', '!=', '=~', '!~'].includes(text);
const isLineOperator = (text: string): text is LineFilter['operator'] => ['|=', '!=', '|~', '!~'].includes(text);
const isFieldOperator = (text: string): text is FieldOperator =>
  ['=', '!=', '=~', '!~', '>', '>=', '<', '<='].includes(text);

/** Parsers of Loki that change nothing here: fields are there without them. */
const parsers = new Set(['json', 'logfmt']);

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `1.5s`, `1m30s`: in milliseconds. */
function durationMs(text: string): number {
  let ms = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smh])/g))
    ms += Number(count) * (unitMs[unit ?? ''] ?? 0);
  return text.startsWith('-') ? -ms : ms;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenise(text);
    this.#end = { kind: 'end', text: '', from: text.length, to: text.length };
  }

  query(): LogQuery {
    const labels = this.#selector();
    const lines: LineFilter[] = [];
    const fields: FieldFilter[][] = [];
    while (this.#peek().kind !== 'end') {
      const token = this.#next();
      if (isLineOperator(token.text)) lines.push(this.#line(token, token.text));
      else if (token.text !== '|') this.#refuse(token, '|= != |~ !~ | or the end of the query');
      else if (parsers.has(this.#peek().text)) this.#next();
      else fields.push(...this.#fields());
    }
    return { labels, lines, fields };
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? this.#end;
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #refuse(token: Token, expected: string): never {
    const what = token.kind === 'end' ? 'end of query' : token.text;
    throw badQuery(`unexpected ${what}: expected ${expected}`, token.from, Math.max(token.to, token.from), expected);
  }

  #take(text: string): Token {
    const token = this.#next();
    return token.text === text ? token : this.#refuse(token, text);
  }

  #text(): { value: string; token: Token } {
    const token = this.#next();
    if (token.kind !== 'string') this.#refuse(token, 'a quoted text');
    return { value: parseString(token.text, token.from), token };
  }

  #selector(): LabelMatcher[] {
    this.#take('{');
    const labels: LabelMatcher[] = [];
    while (this.#peek().text !== '}') {
      const name = this.#next();
      if (name.kind !== 'name') this.#refuse(name, labels.length === 0 ? 'a label name or }' : 'a label name');
      const operator = this.#next();
      if (!isMatchOperator(operator.text)) this.#refuse(operator, '= != =~ or !~');
      const { value, token } = this.#text();
      labels.push({
        name: name.text,
        operator: operator.text,
        value,
        valueFrom: token.from + 1,
        from: name.from,
        to: token.to,
      });
      if (this.#peek().text === ',') this.#next();
      else if (this.#peek().text !== '}') this.#refuse(this.#peek(), ', or }');
    }
    this.#take('}');
    return labels;
  }

  #line(operator: Token, text: LineFilter['operator']): LineFilter {
    const { value, token } = this.#text();
    return { operator: text, text: value, valueFrom: token.from + 1, from: operator.from, to: token.to };
  }

  /** `a = 1 and b > 2 or c = 3` without brackets: `and` and a comma divide, `or` joins alternatives. */
  #fields(): FieldFilter[][] {
    const all = [[this.#field()]];
    for (;;) {
      const { text } = this.#peek();
      if (text === 'or') {
        this.#next();
        all.at(-1)?.push(this.#field());
      } else if (text === 'and' || text === ',') {
        this.#next();
        all.push([this.#field()]);
      } else return all;
    }
  }

  #field(): FieldFilter {
    const name = this.#next();
    if (name.kind !== 'name') this.#refuse(name, 'a field name, json or logfmt');
    const operator = this.#next();
    const written = operator.text === '==' ? '=' : operator.text;
    if (!isFieldOperator(written)) this.#refuse(operator, '= != =~ !~ > >= < or <=');
    const value = this.#next();
    const base = { field: name.text, operator: written, from: name.from, to: value.to };
    if (value.kind === 'string')
      return { ...base, value: parseString(value.text, value.from), valueFrom: value.from + 1 };
    // Durations count in milliseconds, as the shop's fields do.
    if (value.kind === 'number') {
      const number = /[a-z]$/.test(value.text) ? durationMs(value.text) : Number(value.text);
      return { ...base, value: number, valueFrom: value.from };
    }
    if (value.kind === 'name') return { ...base, value: value.text, valueFrom: value.from };
    return this.#refuse(value, 'a number or a quoted text');
  }
}

/** A TelemetryError with position and what was expected when the text is not a log query. */
export const parseLogQuery = (text: string): LogQuery => new Parser(text).query();
