/** What is asked of a world around the top of an hour. */
import type { Chunk } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import { edgeOf, linesOf, type RecordedLine, type RecordedSeries, seriesOf } from '../support/run.ts';

export const minuteMs = 60_000;
/** Within this time after an hour begins, failures belong to it. */
export const burstMs = 90_000;

/** When each 5xx was given to whoever asked, ms. */
export const failedAt = (chunks: readonly Chunk[]): number[] =>
  edgeOf(chunks)
    .filter(({ status }) => status >= 500)
    .map(({ endUs }) => endUs / 1000);

const traceOf = (line: RecordedLine): string => `${line.traceHi} ${line.traceLo} ${line.instance.pod}`;
const isRedisError = ({ fields }: RecordedLine): boolean => String(fields['err.message'] ?? '') === 'Command timed out';

/** 5xx of catalog-service, and those of them without an error of Redis before them in the same pod and request. */
export function failuresOfCatalog(chunks: readonly Chunk[]): { readonly all: number; readonly unexplained: number } {
  const lines = linesOf(chunks, ({ service }) => service === 'catalog-service');
  const redisErrors = new Map<string, number>();
  for (const line of lines.filter(isRedisError)) {
    const trace = traceOf(line);
    redisErrors.set(trace, Math.min(line.trueUs, redisErrors.get(trace) ?? Number.POSITIVE_INFINITY));
  }
  const failed = lines.filter(({ fields }) => Number(fields['res.statusCode'] ?? 0) >= 500);
  const unexplained = failed.filter(
    (line) => (redisErrors.get(traceOf(line)) ?? Number.POSITIVE_INFINITY) > line.trueUs,
  );
  return { all: failed.length, unexplained: unexplained.length };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the server of Redis says of itself. */
export interface RedisSide {
  readonly slowlogLengths: readonly number[];
  readonly errors: number;
  readonly evictions: number;
  /** Each number of connected clients that a scrape found. */
  readonly clients: readonly number[];
  readonly secondsPerCommand: number;
}

export function redisIn(chunks: readonly Chunk[], { fromMs, toMs }: Span): RedisSide {
  const all = seriesOf(chunks).filter(({ name }) => name.startsWith('redis_'));
  const inside = ({ samples }: RecordedSeries): number[] =>
    samples.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs).map(({ value }) => value);
  const named = (name: string): number[][] => all.filter((series) => series.name === name).map(inside);
  const rise = (name: string): number =>
    named(name).reduce((sum, values) => sum + (values.at(-1) ?? 0) - (values[0] ?? 0), 0);
  return {
    slowlogLengths: [...new Set(named('redis_slowlog_length').flat())],
    errors: rise('redis_errors_total'),
    evictions: rise('redis_evicted_keys_total'),
    clients: [...new Set(named('redis_connected_clients').flat())],
    secondsPerCommand: rise('redis_commands_duration_seconds_total') / rise('redis_commands_total'),
  };
}

export const beforeHour = (hourAtMs: number): Span => ({
  fromMs: hourAtMs - 2 * minuteMs,
  toMs: hourAtMs,
});
/** The job and all that it does to others. */
export const inBurst = (hourAtMs: number): Span => ({ fromMs: hourAtMs, toMs: hourAtMs + burstMs });
