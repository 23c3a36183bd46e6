/** What the URL says about the time window. Instants and lengths are ms. */
export type WindowChoice =
  | { readonly kind: 'fixed'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'live'; readonly lengthMs: number };

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** The ends of the strip's presets; `all` is all history that there is. */
export const windowPresets: readonly { readonly label: string; readonly lengthMs: number }[] = [
  { label: '15m', lengthMs: 15 * minuteMs },
  { label: '1h', lengthMs: hourMs },
  { label: '6h', lengthMs: 6 * hourMs },
  { label: 'all', lengthMs: 7 * 24 * hourMs },
];

const defaultChoice: WindowChoice = { kind: 'live', lengthMs: 15 * minuteMs };
const unitMs: Readonly<Record<string, number>> = { s: 1000, m: minuteMs, h: hourMs };

function lengthFrom(text: string): number | null {
  if (text === 'all') return 7 * 24 * hourMs;
  const [, count, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const lengthMs = Number(count) * (unitMs[unit ?? ''] ?? Number.NaN);
  return lengthMs > 0 ? lengthMs : null;
}

function lengthText(lengthMs: number): string {
  if (lengthMs >= 7 * 24 * hourMs) return 'all';
  if (lengthMs % hourMs === 0) return `${lengthMs / hourMs}h`;
  if (lengthMs % minuteMs === 0) return `${lengthMs / minuteMs}m`;
  return `${Math.max(1, Math.round(lengthMs / 1000))}s`;
}

/** Reads the window from search parameters; what cannot be read is the default, the last 15 minutes. */
export function parseWindow(params: URLSearchParams): WindowChoice {
  const live = params.get('live');
  const lengthMs = live === null ? null : lengthFrom(live);
  if (lengthMs !== null) return { kind: 'live', lengthMs };
  const fromMs = Number(params.get('from') ?? Number.NaN);
  const toMs = Number(params.get('to') ?? Number.NaN);
  return Number.isFinite(fromMs) && Number.isFinite(toMs) && fromMs < toMs
    ? { kind: 'fixed', fromMs, toMs }
    : defaultChoice;
}

/** The same parameters with another window. */
export function windowParams(held: URLSearchParams, choice: WindowChoice): URLSearchParams {
  const params = new URLSearchParams(held);
  for (const name of ['from', 'to', 'live']) params.delete(name);
  if (choice.kind === 'live') params.set('live', lengthText(choice.lengthMs));
  else {
    params.set('from', String(choice.fromMs));
    params.set('to', String(choice.toMs));
  }
  return params;
}

/** How far a live window jumps at once, ms. */
export const liveStepMs = (lengthMs: number): number => (lengthMs <= 15 * minuteMs ? 5_000 : 15_000);
