/** What every file of a debrief is written from: plain paragraphs, lists, tables and charts. */
import type { Chart } from './chart.ts';

export interface Section {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  /** Where there is nothing to draw on, the table beside them tells the same. */
  readonly charts?: readonly Chart[];
  readonly items?: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly code?: string;
}

/** Of the incident, UTC. */
export const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
/** Of work. */
export const minutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
export const points = (value: number): string => String(Math.round(value * 10) / 10);
