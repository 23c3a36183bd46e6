/**
 * Regular expressions as Go writes them (RE2), as JavaScript runs them. What RE2 does not have (look-around,
 * back-references) is refused, so that V8's linear engine can always take over from a backtracking one.
 */
import { badQuery } from './errors.ts';

const isLetter = (c: string): boolean => /[a-zA-Z]/.test(c);
const bothCases = (c: string): string => c.toLowerCase() + c.toUpperCase();

const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
};

class Translation {
  readonly #source: string;
  readonly #from: number;
  #at = 0;
  #out = '';
  #fold = false;

  constructor(source: string, from: number) {
    this.#source = source;
    this.#from = from;
  }

  run(): string {
    this.#sequence(false);
    return this.#out;
  }

  #refuse(message: string, length = 1): never {
    throw badQuery(message, this.#from + this.#at, this.#from + this.#at + length, 'RE2 syntax');
  }

  #sequence(inGroup: boolean): void {
    const outer = this.#fold;
    while (this.#at < this.#source.length) {
      const c = this.#source[this.#at] ?? '';
      if (c === ')') {
        if (!inGroup) this.#refuse('unexpected ) in regular expression');
        this.#fold = outer;
        return;
      }
      if (c === '(') this.#group();
      else if (c === '\\') this.#escape();
      else if (c === '[') this.#class();
      else {
        this.#out += this.#fold && isLetter(c) ? `[${bothCases(c)}]` : c;
        this.#at += 1;
      }
    }
    if (inGroup) this.#refuse('missing ) in regular expression');
    this.#fold = outer;
  }

  #group(): void {
    const rest = this.#source.slice(this.#at);
    const flags = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    const outer = this.#fold;
    if (flags) {
      const [text, on = '', off = '', end] = flags;
      this.#fold = (this.#fold || on.includes('i')) && !off.includes('i');
      this.#at += text.length;
      if (end === ')') return; // holds to the end of the enclosing group
      this.#out += '(?:';
    } else {
      const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest);
      if (named) {
        this.#out += '(';
        this.#at += named[0].length;
      } else {
        if (rest.startsWith('(?')) this.#refuse('this group is not RE2: look-around is not supported', 3);
        this.#out += '(';
        this.#at += 1;
      }
    }
    this.#sequence(true);
    this.#out += ')';
    this.#at += 1;
    this.#fold = outer;
  }

  #escape(): void {
    const c = this.#source[this.#at + 1];
    if (c === undefined) this.#refuse('trailing \\ in regular expression');
    if (/[1-9]/.test(c)) this.#refuse('back-references are not RE2', 2);
    if (c === 'A') this.#out += '^';
    else if (c === 'z') this.#out += '$';
    else if (c === 'Q') {
      const end = this.#source.indexOf('\\E', this.#at);
      const literal = this.#source.slice(this.#at + 2, end < 0 ? undefined : end);
      this.#out += literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      this.#at = end < 0 ? this.#source.length : end + 2;
      return;
    } else this.#out += `\\${c}`;
    this.#at += 2;
  }

  #class(): void {
    let i = this.#at + 1;
    let out = '[';
    if (this.#source[i] === '^') {
      out += '^';
      i += 1;
    }
    if (this.#source[i] === ']') {
      out += '\\]';
      i += 1;
    }
    for (; i < this.#source.length && this.#source[i] !== ']'; i++) {
      const c = this.#source[i] ?? '';
      const posix = /^\[:(\w+):\]/.exec(this.#source.slice(i));
      if (posix) {
        out += posixClasses[posix[1] ?? ''] ?? this.#refuse('unknown character class');
        i += posix[0].length - 1;
      } else if (c === '\\') {
        out += c + (this.#source[i + 1] ?? '');
        i += 1;
      } else if (this.#fold && isLetter(c)) {
        const range = /^([a-zA-Z])-([a-zA-Z])/.exec(this.#source.slice(i));
        if (range) {
          const [text, low = '', high = ''] = range;
          out += `${low.toLowerCase()}-${high.toLowerCase()}${low.toUpperCase()}-${high.toUpperCase()}`;
          i += text.length - 1;
        } else out += bothCases(c);
      } else out += c === '[' ? '\\[' : c;
    }
    if (i >= this.#source.length) this.#refuse('missing ] in regular expression');
    this.#out += `${out}]`;
    this.#at = i + 1;
  }
}

/** @param from where the expression stands in the query, for errors */
export function compileRegex(source: string, from: number, anchored: boolean): RegExp {
  const translated = new Translation(source, from).run();
  try {
    return new RegExp(anchored ? `^(?:${translated})$` : translated, 's');
  } catch {
    throw badQuery(`not a regular expression: ${source}`, from, from + source.length, 'a regular expression (RE2)');
  }
}
