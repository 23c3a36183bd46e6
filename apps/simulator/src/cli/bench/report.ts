import { say } from '../project.ts';

/** One JSON object a line. */
export const report = (name: string, value: number, unit: string): void =>
  say(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit }));

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
