import { seriesColor } from '../../../model/palette.ts';

/** Colour and dash of the n-th line; beyond eight lines the dash tells them apart. */
export function lineStyle(index: number): { readonly color: string; readonly dash: number[] | undefined } {
  const round = Math.floor(index / 8);
  const dashes: readonly (number[] | undefined)[] = [undefined, [6, 3], [2, 2], [8, 2, 2, 2]];
  return { color: seriesColor(index), dash: dashes[round % dashes.length] };
}

/** Distance of time labels such that they are whole, ms. */
export const timeIncrements: number[] = [
  1_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000,
  10_800_000, 21_600_000, 43_200_000, 86_400_000,
];
