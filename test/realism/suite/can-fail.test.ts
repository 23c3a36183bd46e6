/** Each check of the suite, given a run that has been tampered with: it must notice. */
import { beforeAll, describe, expect, it } from 'vitest';
import { noSample } from '../../../apps/simulator/src/telemetry/record/chunk.ts';
import type { Labels } from '../../../apps/simulator/src/telemetry/sinks.ts';
import { loadedScenario, type RecordedLine } from '../../support/run.ts';
import { threeWayAgreement } from './agreement.ts';
import { arrivals } from './arrivals.ts';
import { articleScripts, missingPrograms } from './article.ts';
import { histogramAgainstRaw } from './buckets.ts';
import { conservation } from './conservation.ts';
import { correlation } from './correlation.ts';
import { counters } from './counters.ts';
import { exposition } from './exposition.ts';
import { gaps } from './gaps.ts';
import { healthyRun } from './healthy-run.ts';
import { impact } from './impact.ts';
import { keyFinding, subjectNamed } from './key.ts';
import { metricLag } from './lag.ts';
import { latencyShape } from './latency.ts';
import { leaks } from './leaks.ts';
import { littlesLaw } from './little.ts';
import { baselineNoise, noiseRate } from './noise.ts';
import { causalPath } from './path.ts';
import { caps } from './pools.ts';
import { retries } from './retries.ts';
import { type Check, type Run, runAround } from './run.ts';
import { determinism, healthyBefore } from './same.ts';
import type { RecordedSpan } from './spans.ts';
import { punctualTimeouts } from './timeouts.ts';
import { spanTrees } from './trees.ts';
import { verbatimLines } from './verbatim.ts';

const scenario = loadedScenario('ten-minute-start');
let run: Run;
let healthy: Run;
beforeAll(async () => {
  run = { ...(await runAround(scenario, 'true', 1)), twin: await runAround(scenario, 'healthy', 1) };
  healthy = await healthyRun(scenario, 1, { fromMs: run.fromMs - 30 * 60_000, untilMs: run.fromMs - 18 * 60_000 });
}, 240_000);

type Tamper = (run: Run) => Partial<Run>;

/** Readings of the series that fit, changed. */
const reading =
  (fits: (name: string, labels: Labels) => boolean, change: (value: number) => number): Tamper =>
  ({ series }) => ({
    series: series.map((one) =>
      fits(one.name, one.labels)
        ? { ...one, samples: one.samples.map(({ timeMs, value }) => ({ timeMs, value: change(value) })) }
        : one,
    ),
  });

/** Of the lines that fit, none. */
const unwritten =
  (fits: (line: RecordedLine) => boolean): Tamper =>
  ({ lines }) => ({ lines: lines.filter((line) => !fits(line)) });

/** Spans that fit, changed. */
const otherwise =
  (fits: (span: RecordedSpan) => boolean, change: (span: RecordedSpan) => Partial<RecordedSpan>): Tamper =>
  ({ spans }) => ({ spans: spans.map((span) => (fits(span) ? { ...span, ...change(span) } : span)) });

const isServer = ({ template }: RecordedSpan): boolean => template.kind === 'server';
const isCommand = ({ attributes }: RecordedSpan): boolean => attributes['db.system.name'] === 'redis';
const failsAfter =
  (durationUs: number, error: string) =>
  ({ startUs, attributes }: RecordedSpan): Partial<RecordedSpan> => ({
    status: 2,
    endUs: startUs + durationUs,
    attributes: { ...attributes, 'error.type': error },
  });

const tampered: readonly (readonly [string, Check, Tamper])[] = [
  ['requests that no line tells of', conservation, ({ lines }) => ({ lines: lines.slice(0, lines.length / 2) })],
  [
    'a request that stays open at the ingress',
    conservation,
    ({ series, onsetMs }) => ({
      series: series.map((one) =>
        one.name === 'nginx_ingress_controller_nginx_process_connections'
          ? { ...one, samples: one.samples.map((s) => (s.timeMs > onsetMs ? { ...s, value: s.value + 1 } : s)) }
          : one,
      ),
    }),
  ],
  [
    'requests that stay open in a pod',
    conservation,
    reading(
      (name, { service }) => name === 'http_server_active_requests' && service === 'order-service',
      (value) => 2 * value + 1,
    ),
  ],
  [
    'calls whose answers nobody gave',
    conservation,
    reading(
      (name) => name === 'http_client_request_duration_seconds_count',
      (value) => 1.5 * value,
    ),
  ],
  [
    'a gateway that answers otherwise than the ingress says',
    conservation,
    ({ lines }) => ({
      lines: lines.map((line) =>
        line.template.service === 'nginx-ingress' && line.fields.status === 404
          ? { ...line, fields: { ...line.fields, status: 403 } }
          : line,
      ),
    }),
  ],
  [
    'time that nobody spent',
    littlesLaw,
    reading(
      (name) => name === 'http_server_request_duration_seconds_sum',
      (value) => 1.02 * value,
    ),
  ],
  [
    'open connections that nobody has opened',
    littlesLaw,
    reading(
      (name) => name === 'nginx_ingress_controller_nginx_process_connections',
      (value) => 9 * (value + 1),
    ),
  ],
  [
    'a pool that lends more than it has',
    caps,
    reading(
      (name) => name === 'db_client_connection_count',
      (value) => value + 100,
    ),
  ],
  [
    'connections that are used for longer than their statements run',
    caps,
    reading(
      (name) => name === 'db_client_connection_use_time_seconds_sum',
      (value) => 1.1 * value,
    ),
  ],
  [
    'connections that are hardly ever seen lent',
    caps,
    reading(
      (name) => name.endsWith('_time_seconds_sum') || name === 'db_client_operation_duration_seconds_sum',
      (value) => 20 * value,
    ),
  ],
  [
    'a counter that falls',
    counters,
    reading(
      (name) => name.endsWith('_total'),
      (value) => -value - 1,
    ),
  ],
  [
    'a histogram of other requests',
    histogramAgainstRaw,
    ({ edge }) => ({ edge: edge.map((one) => ({ ...one, beganUs: one.beganUs - 4_000_000 })) }),
  ],
  [
    'lines whose traces are nowhere',
    correlation,
    ({ lines }) => ({ lines: lines.map((one) => ({ ...one, traceHi: one.traceHi ^ 1 })) }),
  ],
  [
    'a line whose span is not in its trace',
    correlation,
    ({ lines }) => ({ lines: lines.map((one) => (one.traced === 2 ? { ...one, spanId: one.spanId ^ 1 } : one)) }),
  ],
  [
    'failures that name no trace',
    correlation,
    ({ lines }) => ({ lines: lines.map((one) => (one.template.level === 'error' ? { ...one, traced: 0 } : one)) }),
  ],
  [
    'a repeated call that nothing came before',
    retries,
    ({ spans }) => ({
      spans: spans.map((one) => ({
        ...one,
        attributes: { ...one.attributes, 'http.request.resend_count': one.template.kind === 'client' ? 1 : 0 },
      })),
    }),
  ],
  [
    'an order that is sent twice',
    retries,
    ({ spans }) => ({
      spans: spans.flatMap((one) => {
        const { 'http.request.method': method, 'url.template': route } = one.attributes;
        const sent = one.template.kind === 'client' && method === 'POST' && route === '/v1/orders';
        return sent
          ? [one, { ...one, id: 'f'.repeat(16), startUs: one.endUs + 40_000, endUs: one.endUs + 90_000 }]
          : [one];
      }),
    }),
  ],
  [
    'a job that is done again after it was done',
    retries,
    ({ spans }) => ({
      spans: spans.flatMap((one) =>
        one.template.kind === 'consumer'
          ? [one, { ...one, startUs: one.endUs + 3e6, attributes: { ...one.attributes, 'messaging.attempt': 2 } }]
          : [one],
      ),
    }),
  ],
  [
    'an ingress that asks for a POST again',
    retries,
    ({ lines }) => ({
      lines: lines.map((one) =>
        one.fields.method === 'POST'
          ? { ...one, fields: { ...one.fields, upstream: '10.42.1.2:8080, 10.42.1.3:8080' } }
          : one,
      ),
    }),
  ],
  [
    'targets that are down and answer',
    gaps,
    reading(
      (name) => name === 'up',
      () => 0,
    ),
  ],
  [
    'a new process that has counted before it began',
    gaps,
    reading(
      (name) => name === 'nodejs_eventloop_time_seconds_total',
      (value) => value + 4_000,
    ),
  ],
  [
    'pods that stay after they are gone',
    gaps,
    ({ chunks }) => ({
      chunks: chunks.map((chunk) => ({
        ...chunk,
        targets: chunk.targets.map((target) => ({
          ...target,
          values: target.values.map((value) => (value === noSample ? 1 : value)),
        })),
      })),
    }),
  ],
  [
    'an incident that shows nowhere on its path',
    causalPath,
    ({ series, onsetMs }) => ({
      series: series.map((one) => ({ ...one, samples: one.samples.filter(({ timeMs }) => timeMs < onsetMs - 15_000) })),
    }),
  ],
  ['an incident that shows as much in a world without it', causalPath, (own) => ({ twin: own })],
  [
    'an incident that shows everywhere',
    causalPath,
    reading(
      () => true,
      (value) => 7 * value + 40,
    ),
  ],
  [
    'a path along which nobody calls anybody',
    causalPath,
    ({ spans }) => ({ spans: spans.filter(({ template }) => template.kind !== 'client') }),
  ],
  [
    'a label that names what this is',
    leaks,
    ({ chunks }) => ({ chunks: chunks.map((chunk) => ({ ...chunk, strings: [...chunk.strings, 'fault=pool'] })) }),
  ],
  [
    'a counter without its suffix',
    exposition,
    ({ series }) => ({ series: series.map((one) => ({ ...one, name: one.name.replace(/_total$/, '') })) }),
  ],
  [
    'an id in a label',
    exposition,
    ({ series }) => ({
      series: series.map((one) => ({ ...one, labels: { ...one.labels, order: '7d9c5b6f4a7d9c5b6f4a' } })),
    }),
  ],
  [
    'a service with thousands of series',
    exposition,
    ({ series }) => ({
      series: [1, 2].flatMap((copy) => series.map((one) => ({ ...one, labels: { ...one.labels, copy: `${copy}` } }))),
    }),
  ],
  [
    'answers that all take as long',
    latencyShape,
    ({ edge }) => ({ edge: edge.map((one) => ({ ...one, endUs: one.beganUs + 5_000 })) }),
  ],
  [
    'requests that come in step',
    arrivals,
    ({ edge }) => ({ edge: edge.map((one) => ({ ...one, beganUs: Math.floor(one.beganUs / 5e6) * 5e6 })) }),
  ],
  [
    'errors that only the log knows',
    threeWayAgreement,
    ({ spans }) => ({ spans: spans.map((one) => ({ ...one, status: 0 })) }),
  ],
  [
    'failures that only the metrics know',
    threeWayAgreement,
    reading(
      (name, { http_response_status_code }) =>
        name === 'http_server_request_duration_seconds_count' && http_response_status_code === '503',
      (value) => 2 * value,
    ),
  ],
  [
    'a service that fails without a line',
    threeWayAgreement,
    unwritten(({ template, instance }) => template.level === 'error' && instance.service === 'api-gateway'),
  ],
  [
    'a callee that knows nothing of those who gave up',
    threeWayAgreement,
    unwritten(({ template }) => template.message === 'request aborted'),
  ],
  [
    'a callee that stops when its caller does',
    spanTrees,
    ({ spans }) => {
      const gaveUp = new Map(
        spans
          .filter(({ attributes }) => attributes['error.type'] === 'UND_ERR_HEADERS_TIMEOUT')
          .map(({ trace, id, endUs }) => [trace + id, endUs]),
      );
      return {
        spans: spans.map((one) => {
          const endUs = gaveUp.get(one.trace + one.parent);
          return endUs === undefined ? one : { ...one, endUs };
        }),
      };
    },
  ],
  [
    'a callee that begins long after the call',
    spanTrees,
    otherwise(isServer, ({ startUs, parent }) => (parent === '' ? {} : { startUs: startUs + 40_000 })),
  ],
  [
    'a span whose parent is nowhere',
    spanTrees,
    ({ spans }) => ({
      spans: spans.map((one) => (one.template.kind === 'client' ? { ...one, parent: 'ffffffffffffffff' } : one)),
    }),
  ],
  [
    'a wait that gave up too early',
    punctualTimeouts,
    otherwise(({ template }) => template.operation === 'pg-pool.connect', failsAfter(100_000, 'Error')),
  ],
  ['a command that was given up before its time', punctualTimeouts, otherwise(isCommand, failsAfter(400_000, 'Error'))],
  [
    'a command that was given up seconds too late',
    punctualTimeouts,
    otherwise(isCommand, failsAfter(2_900_000, 'Error')),
  ],
  [
    'calls that were given up at all times',
    punctualTimeouts,
    reading(
      (name, { error_type, le }) =>
        name === 'http_client_request_duration_seconds_bucket' &&
        error_type === 'UND_ERR_HEADERS_TIMEOUT' &&
        Number(le) < 0.08,
      (value) => value + 1,
    ),
  ],
  [
    'metrics that are there at once',
    metricLag,
    ({ chunks }) => ({
      chunks: chunks.map((chunk) => ({
        ...chunk,
        targets: chunk.targets.map((target) =>
          target.spec ? { ...target, spec: { ...target.spec, ingestLagUs: 0 } } : target,
        ),
      })),
    }),
  ],
  [
    'noise that stops when trouble begins',
    noiseRate,
    ({ lines, onsetMs }) => ({ lines: lines.filter(({ trueUs }) => trueUs < onsetMs * 1000) }),
  ],
  [
    'lines that come too late',
    metricLag,
    ({ chunks }) => ({
      chunks: chunks.map((chunk) => ({
        ...chunk,
        logs: chunk.logs.map((rows) => ({ ...rows, timeUs: rows.timeUs.map((timeUs) => timeUs + 4e6) })),
      })),
    }),
  ],
  [
    'scrapes out of step',
    metricLag,
    ({ series }) => ({
      series: series.map((one) => ({
        ...one,
        samples: one.samples.map((sample, i) => ({ ...sample, timeMs: sample.timeMs + 10 * i })),
      })),
    }),
  ],
  [
    'trouble that nobody feels',
    impact,
    ({ edge }) => ({ edge: edge.map((one) => ({ ...one, status: 200, endUs: one.beganUs + 5_000 })) }),
  ],
  [
    'trouble that no alert of users tells of',
    impact,
    ({ series }) => ({ series: series.filter(({ labels }) => !labels.status?.startsWith('5')) }),
  ],
  [
    'a commit that names the scenario',
    leaks,
    ({ scenario: own }) => ({
      scenario: { ...own, commits: own.commits.map((commit) => ({ ...commit, subject: 'For ten-minute-start' })) },
    }),
  ],
  [
    'an upstream error of another make',
    verbatimLines,
    ({ lines }) => ({
      lines: lines.map((one) =>
        'err.message' in one.fields ? { ...one, fields: { 'err.message': 'pool exhausted' } } : one,
      ),
    }),
  ],
  [
    'an event that Kubernetes would word otherwise',
    verbatimLines,
    ({ chunks }) => ({
      chunks: chunks.map((chunk) => ({
        ...chunk,
        events: chunk.events.map((event) => (event.reason === 'Killing' ? { ...event, message: 'Killed it' } : event)),
      })),
    }),
  ],
  [
    'an access log of another make',
    verbatimLines,
    ({ chunks }) => ({
      chunks: chunks.map((chunk) => ({
        ...chunk,
        logTemplates: chunk.logTemplates.map((one) =>
          one.format === 'plain' && one.service === 'nginx-ingress' ? { ...one, line: `> ${one.line}` } : one,
        ),
      })),
    }),
  ],
];

describe('a check of realism', () => {
  it.each(tampered)('notices %s', async (_, check, tamper) => {
    expect((await check(run)).ok).toBe(true);
    expect((await check({ ...run, ...tamper(run) })).ok).toBe(false);
  });
});

describe("the check of the article's scripts", () => {
  it.skipIf(missingPrograms.length > 0)('notices files that do not hold what happened', async () => {
    expect(await articleScripts(run)).toMatchObject({ ok: true });
    const lost = run.chunks.map((chunk) => ({ ...chunk, logs: chunk.logs.slice(0, 2) }));
    expect((await articleScripts({ ...run, chunks: lost })).ok).toBe(false);
  });
});

describe('the check of the answer key', () => {
  it('notices a table in which all worlds look alike', () => {
    const subject = subjectNamed('ten-minute-start');
    const worlds = ['true', ...scenario.rivals.map(({ id }) => id)];
    const rows = scenario.signals.map(({ id, modality, decoy }) => ({
      signal: id,
      modality,
      decoy,
      outcomes: Object.fromEntries(worlds.map((world) => [world, 'higher' as const])),
      narrowing: 0,
    }));
    expect(keyFinding(subject, 1, { worlds, rows, together: 0 }).ok).toBe(false);
  });
});

describe('the check of determinism', () => {
  it("notices another run, and a verdict that is only one seed's", async () => {
    const other = { ...run, chunks: healthy.chunks };
    expect((await determinism(run, run, other)).ok).toBe(true);
    expect((await determinism(run, healthy, other)).ok).toBe(false);
    expect((await determinism(run, run, run)).ok).toBe(false);
    expect((await determinism(run, run, { ...other, edge: healthy.edge })).ok).toBe(false);
  });
});

describe('the check of what tells before a cause', () => {
  it('notices a line that only one of two worlds has', () => {
    expect(healthyBefore(run).ok).toBe(true);
    expect(healthyBefore({ ...run, lines: run.lines.slice(1) }).ok).toBe(false);
  });
});

describe('the check of baseline noise', () => {
  const fails = async (tamper: Tamper): Promise<void> => {
    expect((await baselineNoise({ ...healthy, ...tamper(healthy) })).ok).toBe(false);
  };

  it('notices services that warn of nothing, say one thing, or fail too often', async () => {
    expect((await baselineNoise(healthy)).ok).toBe(true);
    await fails(({ lines }) => ({ lines: lines.filter(({ template }) => template.level !== 'warn') }));
    await fails(({ lines }) => ({ lines: lines.filter(({ template }) => template.message === 'request completed') }));
    await fails(({ edge }) => ({ edge: edge.map((one, i) => (i % 400 === 0 ? { ...one, status: 502 } : one)) }));
  });
});
