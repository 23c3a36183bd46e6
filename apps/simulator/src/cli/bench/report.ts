import { say } from '../project.ts';

/** One JSON object a line. */
export const report = (name: string, value: number, unit: string): void =>
  say(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit }));

/** The value that this share of them does not exceed; NaN when there are none. */
export const share = (values: readonly number[], of: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * of)] ?? Number.NaN;

export const median = (values: readonly number[]): number => share(values, 0.5);

export const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000;
