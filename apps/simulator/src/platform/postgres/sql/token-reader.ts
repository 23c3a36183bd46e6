import { syntaxError } from './error.ts';
import type { ColumnName } from './statement.ts';
import { type Token, tokensOf } from './tokens.ts';

const end: Token = { kind: 'end', text: '' };

/** Takes tokens one after the other; what does not fit is PostgreSQL's syntax error. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = tokensOf(source);
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? end;
  }

  get after(): Token {
    return this.#tokens[this.#at + 1] ?? end;
  }

  take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }

  word(): string {
    if (this.next.kind !== 'word') throw syntaxError(this.next.text);
    return this.take().text;
  }

  takeWord(text: string): boolean {
    const found = this.next.kind === 'word' && this.next.text === text;
    if (found) this.#at++;
    return found;
  }

  expectWord(text: string): void {
    if (!this.takeWord(text)) throw syntaxError(this.next.text);
  }

  symbol(text: string): void {
    if (!this.takeSymbol(text)) throw syntaxError(this.next.text);
  }

  takeSymbol(text: string): boolean {
    const found = this.next.kind === 'symbol' && this.next.text === text;
    if (found) this.#at++;
    return found;
  }

  /** `::text` and the like say nothing here: values have the types of their columns. */
  takeCast(): void {
    if (!this.takeSymbol('::')) return;
    this.word();
    if (this.takeSymbol('[')) this.symbol(']');
  }

  columnName(): ColumnName {
    const first = this.word();
    return this.takeSymbol('.') ? { table: first, column: this.word() } : { table: '', column: first };
  }

  list<T>(one: () => T): readonly T[] {
    const all = [one()];
    while (this.takeSymbol(',')) all.push(one());
    return all;
  }

  parenthesised<T>(one: () => T): readonly T[] {
    this.symbol('(');
    const all = this.list(one);
    this.symbol(')');
    return all;
  }

  end(): void {
    if (this.next.kind !== 'end') throw syntaxError(this.next.text);
  }
}
