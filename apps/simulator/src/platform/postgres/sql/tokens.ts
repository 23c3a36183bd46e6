/** SQL text as words, numbers, strings, parameters and symbols. */
import { syntaxError } from './error.ts';

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'parameter' | 'symbol' | 'end';
  /** A word in lower case; a string without its quotes; a parameter's number. */
  readonly text: string;
}

const pattern =
  /(?:\s|--[^\n]*(?:\n|$))*(?:([A-Za-z_]\w*)|"([^"]+)"|(\d+(?:\.\d+)?)|'((?:[^']|'')*)'|\$(\d+)|(<>|!=|>=|<=|::|[(),.*=<>+\-;[\]]))/y;
const blank = /(?:\s|--[^\n]*(?:\n|$))*$/y;

/** Throws SqlError at the first character that begins nothing. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    if (blank.test(source)) break;
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) throw syntaxError(source.slice(at).trim().slice(0, 1));
    at = pattern.lastIndex;
    const [, word, quoted, number, string, parameter, symbol] = match;
    if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() });
    else if (quoted !== undefined) tokens.push({ kind: 'word', text: quoted });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string.replaceAll("''", "'") });
    else if (parameter !== undefined) tokens.push({ kind: 'parameter', text: parameter });
    else if (symbol !== undefined && symbol !== ';')
      tokens.push({ kind: 'symbol', text: symbol === '!=' ? '<>' : symbol });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}
