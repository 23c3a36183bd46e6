/** Which of the orders, and of the verdicts due, hold for the runs of one scenario. */
import { orders, type Result, verdictsDue, wanted } from './orders.ts';

export interface Judged {
  readonly held: number;
  /** In words. */
  readonly broken: readonly string[];
}

interface Claim {
  readonly text: string;
  readonly of: readonly string[];
  readonly holds: boolean;
}

function ordersAmong(results: ReadonlyMap<string, Result>): Claim[] {
  const total = (name: string): number => results.get(name)?.total ?? Number.NaN;
  return orders.map(({ text, of, holds }) => ({ text, of, holds: holds(total) }));
}

function verdictsAmong(results: ReadonlyMap<string, Result>): Claim[] {
  const names = [...new Set([...wanted, ...results.keys()])];
  return names.map((name) => {
    const due = verdictsDue(name);
    const verdict = results.get(name)?.verdict;
    const text = `${name} is ${due.join(' or ')}, and was ${verdict ?? 'not there'}`;
    return { text, of: [name], holds: verdict !== undefined && due.includes(verdict) };
  });
}

/** `results`: by archetype. A run that there is not holds no order and no verdict. */
export function judge(results: ReadonlyMap<string, Result>): Judged {
  const claims = [...ordersAmong(results), ...verdictsAmong(results)];
  const figures = (of: readonly string[]): string =>
    of.map((name) => results.get(name)?.total.toFixed(1) ?? 'not there').join(', ');
  return {
    held: claims.filter(({ holds }) => holds).length,
    broken: claims.filter(({ holds }) => !holds).map(({ text, of }) => `${text}: ${figures(of)}`),
  };
}
