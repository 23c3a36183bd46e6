/** Each check of the suite, given a run that has been tampered with: it must notice. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadedScenario } from '../../support/run.ts';
import { threeWayAgreement } from './agreement.ts';
import { exposition } from './exposition.ts';
import { impact } from './impact.ts';
import { metricLag } from './lag.ts';
import { arrivals, latencyShape } from './latency.ts';
import { baselineNoise } from './noise.ts';
import { type Check, type Run, runAround } from './run.ts';
import { punctualTimeouts } from './timeouts.ts';
import { spanTrees } from './trees.ts';
import { verbatimLines } from './verbatim.ts';

let run: Run;
beforeAll(async () => {
  run = await runAround(loadedScenario('ten-minute-start'), 'true', 1);
}, 120_000);

type Tamper = (run: Run) => Partial<Run>;

const tampered: readonly (readonly [string, Check, Tamper])[] = [
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
