/** Each check of the suite, given a run that has been tampered with: it must notice. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadedScenario } from '../../support/run.ts';
import { threeWayAgreement } from './agreement.ts';
import { histogramAgainstRaw } from './buckets.ts';
import { caps, conservation, counters } from './conservation.ts';
import { correlation } from './correlation.ts';
import { exposition } from './exposition.ts';
import { gaps } from './gaps.ts';
import { impact } from './impact.ts';
import { metricLag } from './lag.ts';
import { arrivals, latencyShape } from './latency.ts';
import { leaks } from './leaks.ts';
import { littlesLaw } from './little.ts';
import { baselineNoise } from './noise.ts';
import { causalPath } from './path.ts';
import { retries } from './retries.ts';
import { type Check, type Run, runAround } from './run.ts';
import { punctualTimeouts } from './timeouts.ts';
import { spanTrees } from './trees.ts';
import { verbatimLines } from './verbatim.ts';

let run: Run;
beforeAll(async () => {
  run = await runAround(loadedScenario('ten-minute-start'), 'true', 1);
}, 120_000);

type Tamper = (run: Run) => Partial<Run>;

/** Readings of the series that fit, changed. */
const reading =
  (fits: (name: string) => boolean, change: (value: number) => number): Tamper =>
  ({ series }) => ({
    series: series.map((one) =>
      fits(one.name)
        ? { ...one, samples: one.samples.map(({ timeMs, value }) => ({ timeMs, value: change(value) })) }
        : one,
    ),
  });

const tampered: readonly (readonly [string, Check, Tamper])[] = [
  ['requests that no line tells of', conservation, ({ lines }) => ({ lines: lines.slice(0, lines.length / 2) })],
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
    'targets that are down and answer',
    gaps,
    reading(
      (name) => name === 'up',
      () => 0,
    ),
  ],
  [
    'an incident that shows nowhere on its path',
    causalPath,
    ({ series, onsetMs }) => ({
      series: series.map((one) => ({ ...one, samples: one.samples.filter(({ timeMs }) => timeMs < onsetMs - 15_000) })),
    }),
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
    'a span whose parent is nowhere',
    spanTrees,
    ({ spans }) => ({
      spans: spans.map((one) => (one.template.kind === 'client' ? { ...one, parent: 'ffffffffffffffff' } : one)),
    }),
  ],
  [
    'a wait that gave up too early',
    punctualTimeouts,
    ({ spans }) => ({
      spans: spans.map((one) =>
        one.template.operation === 'pg-pool.connect' ? { ...one, status: 2, endUs: one.startUs + 100_000 } : one,
      ),
    }),
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
    'services that say one thing',
    baselineNoise,
    ({ chunks }) => ({ chunks: chunks.map((chunk) => ({ ...chunk, logTemplates: [] })) }),
  ],
  [
    'trouble that nobody feels',
    impact,
    ({ edge }) => ({ edge: edge.map((one) => ({ ...one, status: 200, endUs: one.beganUs + 5_000 })) }),
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
  it.each(tampered)('notices %s', (_, check, tamper) => {
    expect(check(run).ok).toBe(true);
    expect(check({ ...run, ...tamper(run) }).ok).toBe(false);
  });
});
