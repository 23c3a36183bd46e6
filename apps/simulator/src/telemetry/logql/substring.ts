/**
 * Where in the lines of a template can a text stand? Often that is known without rendering any of them:
 * always (it is in what never changes), only within single parts that change, or not at all.
 */
import type { LogTemplate } from '../sinks.ts';
import { lineParts, type Part, traceParts } from './line.ts';
import { timeCharacters } from './time.ts';

/** `render`: the text may stand across the border of two parts. A list: only within these parts, if anywhere. */
export type Decision = 'always' | 'render' | readonly Part[];

const numberCharacters = '0123456789.-+eInfinityNaN';
const hexCharacters = '0123456789abcdef';

type Piece =
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'text' }
  | { readonly kind: 'characters'; readonly among: string }
  | { readonly kind: 'optional'; readonly pieces: readonly Piece[] };

const tracePiece: Piece = {
  kind: 'optional',
  pieces: [
    { kind: 'constant', text: traceParts.before },
    { kind: 'characters', among: hexCharacters },
    { kind: 'constant', text: traceParts.between },
    { kind: 'characters', among: hexCharacters },
    { kind: 'constant', text: traceParts.flags },
    { kind: 'characters', among: '01' },
    { kind: 'constant', text: traceParts.after },
  ],
};

function piece(part: Part, template: LogTemplate, fold: boolean): Piece {
  const cased = (text: string): string => (fold ? text.toLowerCase() : text);
  switch (part.kind) {
    case 'constant':
      return { kind: 'constant', text: cased(part.text) };
    case 'pod':
      return { kind: 'text' };
    case 'time':
      return { kind: 'characters', among: cased(timeCharacters[part.format]) };
    case 'trace':
      return tracePiece;
    case 'field': {
      const kind = template.fields[part.index]?.kind;
      if (kind === 'text') return { kind: 'text' };
      return { kind: 'characters', among: cased(kind === 'boolean' ? 'truefalse' : numberCharacters) };
    }
  }
}

/** Follows how much of the text may have been matched so far, across the pieces of a line. */
class Follower {
  readonly #text: string;
  /** Lengths of the text's beginnings that may stand right before the next piece. */
  #begun = new Set<number>();
  always = false;
  /** The text may stand across a border. */
  across = false;
  /** The text may stand within the piece looked at last. */
  within = false;

  constructor(text: string) {
    this.#text = text;
  }

  piece(piece: Piece, certain: boolean): void {
    this.within = false;
    if (piece.kind === 'constant') this.#constant(piece.text, certain);
    else if (piece.kind === 'text') this.#anything();
    else if (piece.kind === 'characters') this.#characters(piece.among);
    else {
      const before = new Set(this.#begun);
      let within = false;
      for (const inner of piece.pieces) {
        this.piece(inner, false);
        within ||= this.within;
      }
      this.within = within;
      for (const length of before) this.#begun.add(length);
    }
  }

  #constant(constant: string, certain: boolean): void {
    const text = this.#text;
    if (constant.includes(text)) {
      if (certain) this.always = true;
      else this.within = true;
    }
    const next = new Set<number>();
    for (const length of this.#begun) {
      const rest = text.slice(length);
      if (constant.startsWith(rest)) this.across = true;
      else if (rest.startsWith(constant)) next.add(length + constant.length);
    }
    for (let length = 1; length < text.length && length <= constant.length; length++) {
      if (constant.endsWith(text.slice(0, length))) next.add(length);
    }
    this.#begun = next;
  }

  #anything(): void {
    this.within = true;
    if (this.#begun.size > 0) this.across = true;
    for (let length = 1; length < this.#text.length; length++) this.#begun.add(length);
  }

  #characters(among: string): void {
    const text = this.#text;
    const next = new Set(this.#begun);
    for (const length of [0, ...this.#begun]) {
      let end = length;
      while (end < text.length && among.includes(text[end] ?? '')) next.add(++end);
      if (end === text.length) {
        if (length === 0) this.within = true;
        else this.across = true;
      }
    }
    next.delete(text.length);
    this.#begun = next;
  }
}

/** @param fold whether case counts for nothing; `text` is lower-case then */
export function decide(text: string, template: LogTemplate, fold: boolean): Decision {
  if (text === '') return 'always';
  const follower = new Follower(text);
  const within: Part[] = [];
  for (const part of lineParts(template)) {
    follower.piece(piece(part, template, fold), true);
    if (follower.within) within.push(part);
  }
  if (follower.always) return 'always';
  // Within JSON these are written escaped.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  return follower.across || /["\\\u0000-\u001f]/.test(text) ? 'render' : within;
}
