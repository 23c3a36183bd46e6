/** A line of the score, cut to its bounds. */
import type { ScoreLine } from '@firedrill/protocol';

type Dimension = ScoreLine['dim'];

const cents = (value: number): number => Math.round(value * 100) / 100;

export interface LineGiven {
  readonly got: number;
  readonly why: string;
  readonly because?: readonly (number | undefined)[];
}

export const distinctSeqs = (seqs: readonly (number | undefined)[]): number[] =>
  [...new Set(seqs.flatMap((seq) => seq ?? []))].sort((a, b) => a - b);

export function line(dim: Dimension, rule: string, max: number, { got, why, because = [] }: LineGiven): ScoreLine {
  return { dim, rule, max, got: cents(Math.max(0, Math.min(max, got))), why, because: distinctSeqs(because) };
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
