/** Numbers, durations and strings as PromQL writes them. */
import { badQuery } from '../errors.ts';

const unitMs: Readonly<Record<string, number>> = {
  y: 365 * 86_400_000,
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** A duration such as 1h30m, or a number of seconds; in seconds. */
export function parseNumber(text: string): number {
  const lower = text.toLowerCase().replaceAll('_', '').replaceAll(/\s/g, '');
  const sign = lower.startsWith('-') ? -1 : 1;
  const digits = lower.replace(/^[-+]/, '');
  if (digits === 'inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === 'nan') return Number.NaN;
  if (/^0x/.test(digits) || !/[a-df-z]$/.test(digits)) return sign * Number(digits);
  let ms = 0;
  for (const [, count, unit] of digits.matchAll(/(\d+)(ms|[ywdhms])/g)) ms += Number(count) * (unitMs[unit ?? ''] ?? 0);
  return (sign * ms) / 1000;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The value of a quoted string. @param at where the quote stands in the query */
export function parseString(quoted: string, at: number): string {
  const quote = quoted[0] ?? '';
  if (quoted.length < 2 || !quoted.endsWith(quote)) {
    throw badQuery('unterminated string', at, at + quoted.length, `a closing ${quote}`);
  }
  const body = quoted.slice(1, -1);
  if (quote === '`') return body;
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(body))
    throw badQuery('unterminated string', at, at + quoted.length, `a closing ${quote}`);
  return body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs,
    (written: string, x?: string, u?: string, U?: string, octal?: string, simple?: string) => {
      const hex = x ?? u ?? U;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const value = simpleEscapes[simple ?? ''];
      if (value === undefined) {
        const from = at + 1 + body.indexOf(written);
        throw badQuery(`unknown escape ${written}`, from, from + written.length, 'an escape such as \\n or \\\\');
      }
      return value;
    },
  );
}
