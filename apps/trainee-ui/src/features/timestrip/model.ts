export interface Point {
  readonly timeMs: number;
  readonly value: number | null;
}

export interface Domain {
  readonly fromMs: number;
  readonly toMs: number;
  readonly width: number;
}

export const toX = (timeMs: number, { fromMs, toMs, width }: Domain): number =>
  ((timeMs - fromMs) / (toMs - fromMs)) * width;

export const toTime = (x: number, { fromMs, toMs, width }: Domain): number =>
  fromMs + (Math.min(width, Math.max(0, x)) / width) * (toMs - fromMs);

/** SVG path of a line that breaks where there is no value. `top` is y of `max`, `bottom` that of 0. */
export function linePath(points: readonly Point[], domain: Domain, max: number, top: number, bottom: number): string {
  let pen = 'M';
  let path = '';
  for (const { timeMs, value } of points) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    const y = bottom - (Math.min(value, max) / max) * (bottom - top);
    path += `${pen}${toX(timeMs, domain).toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  }
  return path;
}

const minute = 60_000;
const increments = [
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  60 * minute,
  120 * minute,
  180 * minute,
  360 * minute,
  720 * minute,
  1440 * minute,
];

/** Whole times to label, at least `space` pixels apart. */
export function ticks(domain: Domain, space = 72): readonly number[] {
  const wanted = ((domain.toMs - domain.fromMs) * space) / Math.max(space, domain.width);
  const increment = increments.find((known) => known >= wanted) ?? increments[increments.length - 1]!;
  const found: number[] = [];
  for (let time = Math.ceil(domain.fromMs / increment) * increment; time <= domain.toMs; time += increment)
    found.push(time);
  return found;
}

export type Grip = 'from' | 'to' | 'move' | 'new';

/** The window after a drag of `grip` from `startMs` to `atMs`, inside of the domain and never shorter than `leastMs`. */
export function dragged(
  grip: Grip,
  window: { readonly fromMs: number; readonly toMs: number },
  startMs: number,
  atMs: number,
  domain: Domain,
  leastMs = 30_000,
): { readonly fromMs: number; readonly toMs: number } {
  const clamp = (timeMs: number): number => Math.min(domain.toMs, Math.max(domain.fromMs, timeMs));
  if (grip === 'from') return { fromMs: Math.min(clamp(atMs), window.toMs - leastMs), toMs: window.toMs };
  if (grip === 'to') return { fromMs: window.fromMs, toMs: Math.max(clamp(atMs), window.fromMs + leastMs) };
  if (grip === 'new') {
    const [from, to] = startMs <= atMs ? [startMs, atMs] : [atMs, startMs];
    return { fromMs: clamp(from), toMs: Math.max(clamp(to), clamp(from) + leastMs) };
  }
  const length = window.toMs - window.fromMs;
  const fromMs = Math.min(Math.max(domain.fromMs, window.fromMs + atMs - startMs), domain.toMs - length);
  return { fromMs, toMs: fromMs + length };
}
