/** R22: when its cause is taken away, a shop gets better as queues drain, and not from one reading to the next. */
import { describe, expect, it } from 'vitest';
import { edgeOf, loadedScenario, runWorld } from '../support/run.ts';
import { finding, lineOf } from './suite/run.ts';
import { quantile } from './suite/statistics.ts';

const stepMs = 15_000;

describe('recovery', () => {
  it('takes more than one reading after the version before is back', async () => {
    const scenario = loadedScenario();
    const { onsetMs } = scenario.truth;
    const release = scenario.course('true').releases.find(({ rollback }) => rollback !== null);
    if (!release?.rollback) throw new Error('the scenario has no release that is rolled back');
    const backMs = release.atMs + release.rollback.afterMs;
    const untilMs = backMs + 300_000;
    const slice = { kind: 'incident', fromMs: onsetMs - 60_000, toMs: untilMs } as const;
    const edge = edgeOf(await runWorld(scenario, { slice, untilMs }));
    const p95At = (fromMs: number): number =>
      quantile(
        edge
          .filter(({ beganUs }) => beganUs >= fromMs * 1000 && beganUs < (fromMs + stepMs) * 1000)
          .map(({ beganUs, endUs }) => (endUs - beganUs) / 1000),
        0.95,
      );
    const calm = p95At(onsetMs - 45_000);
    const p95s = Array.from({ length: 18 }, (_, step) => p95At(backMs + step * stepMs));
    const worst = Math.max(...p95s);
    const between = p95s.filter((value) => value > 1.3 * calm && value < 0.7 * worst).length;
    const last = p95s.at(-1) ?? Number.NaN;
    const measured = `p95 by quarter minutes ${p95s.map((value) => value.toFixed(0)).join(' ')} ms, calm ${calm.toFixed(0)}; ${between} readings between the worst and calm (2 or more), and calm at last`;
    const found = finding('R22', 'recovery', measured, between >= 2 && last < 1.3 * calm);
    process.stdout.write(`${scenario.id} seed 1  ${lineOf(found)}\n`);
    expect(found.ok, measured).toBe(true);
  }, 120_000);
});
