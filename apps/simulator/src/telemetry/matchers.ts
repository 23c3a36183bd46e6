/** Conditions on labels, shared by metric selectors and log queries. */
import { compileRegex } from './regex.ts';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
  readonly matches: (value: string) => boolean;
}

/** @param from where `value` stands in the query */
export function matcher(name: string, operator: MatchOperator, value: string, from = 0): Matcher {
  if (operator === '=') return { name, operator, value, matches: (text) => text === value };
  if (operator === '!=') return { name, operator, value, matches: (text) => text !== value };
  const regex = compileRegex(value, from, true);
  const wanted = operator === '=~';
  return { name, operator, value, matches: (text) => regex.test(text) === wanted };
}
