const two = (value: number): string => String(value).padStart(2, '0');

/** `13:51:07`, UTC. */
export function formatTime(timeMs: number): string {
  const date = new Date(timeMs);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** `13:51:07.042`, UTC. */
export const formatTimeMs = (timeMs: number): string =>
  `${formatTime(timeMs)}.${String(Math.floor(((timeMs % 1000) + 1000) % 1000)).padStart(3, '0')}`;

/** `13:51:07 UTC` */
export const formatTimeUtc = (timeMs: number): string => `${formatTime(timeMs)} UTC`;

/** `13:51`, UTC. */
export const formatMinute = (timeMs: number): string => formatTime(timeMs).slice(0, 5);

/** `2024-03-16 13:51:07 UTC` */
export const formatDateTime = (timeMs: number): string =>
  `${new Date(timeMs).toISOString().slice(0, 10)} ${formatTimeUtc(timeMs)}`;

/** `13:40:00-13:51:07 UTC` */
export const formatWindow = (fromMs: number, toMs: number): string => `${formatTime(fromMs)}-${formatTimeUtc(toMs)}`;

/** A clock of minutes, `3:12`, or `1:03:12` from an hour on. */
export function formatElapsed(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** A duration with the unit that fits: `820 us`, `14.2 ms`, `1.52 s`, `2 min 5 s`, `1 h 4 min`. */
export function formatDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return '-';
  const size = Math.abs(durationMs);
  if (size === 0) return '0 ms';
  if (size < 1) return `${significant(durationMs * 1000)} us`;
  if (size < 1000) return `${significant(durationMs)} ms`;
  if (size < 60_000) return `${significant(durationMs / 1000)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (size < 3_600_000) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(durationMs / 60_000);
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const joined = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;

/** Three significant digits, no exponent for what people read. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 1000) return value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return trimmed(value.toFixed(1));
  if (size >= 1) return trimmed(value.toFixed(2));
  return size === 0 ? '0' : trimmed(value.toPrecision(3));
}

const trimmed = (text: string): string =>
  text.includes('.') && !text.includes('e') ? text.replace(/\.?0+$/, '') : text;

export type Unit = 's' | 'ms' | '%' | 'ratio' | 'bytes' | '/s' | 'count';

const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A value as its unit is read. `ratio` (0-1) is shown in percent, `s` and `ms` as durations. */
export function formatValue(value: number | null | undefined, unit: Unit | string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '-';
  if (unit === 's') return formatDuration(value * 1000);
  if (unit === 'ms') return formatDuration(value);
  if (unit === '%') return `${significant(value)} %`;
  if (unit === 'ratio') return `${significant(value * 100)} %`;
  if (unit === '/s') return `${significant(value)}/s`;
  if (unit === 'bytes') {
    const power = Math.min(binary.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10)));
    return `${significant(value / 1024 ** power)} ${binary[power]}`;
  }
  return unit === 'count' || unit === '' ? significant(value) : `${significant(value)} ${unit}`;
}
