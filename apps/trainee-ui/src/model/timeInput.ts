import { hourMs, minuteMs } from './windowChoice.ts';

/** Reads `13:45`, `13:45:10` or `1345` (UTC) as the instant nearest to `nearMs`; null when it is no time of day. */
export function parseTimeOfDay(text: string, nearMs: number): number | null {
  const [, hours, minutes, seconds] = /^\s*(\d{1,2}):?(\d{2})(?::?(\d{2}))?\s*(?:UTC|Z)?\s*$/i.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const parts = [Number(hours), Number(minutes), Number(seconds ?? 0)] as const;
  if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return null;
  const dayMs = 24 * hourMs;
  const ofDay = parts[0] * hourMs + parts[1] * minuteMs + parts[2] * 1000;
  return Math.round((nearMs - ofDay) / dayMs) * dayMs + ofDay;
}
