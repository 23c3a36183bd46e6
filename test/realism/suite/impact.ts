import { type Check, finding, type Run } from './run.ts';
import { quantile } from './statistics.ts';

const half = ({ edge }: Run, fromMs: number, toMs: number) => {
  const inside = edge.filter(({ beganUs }) => beganUs >= fromMs * 1000 && beganUs < toMs * 1000);
  const p95Ms = quantile(
    inside.map(({ beganUs, endUs }) => (endUs - beganUs) / 1000),
    0.95,
  );
  return {
    p95Ms,
    failedPercent: (100 * inside.filter(({ status }) => status >= 500).length) / Math.max(1, inside.length),
  };
};

/** What users feel moves, or must not where nothing is wrong. */
export const impact: Check = (run) => {
  const { fromMs, onsetMs, untilMs, scenario } = run;
  const calm = half(run, fromMs, onsetMs);
  const troubled = half(run, onsetMs, untilMs - 30_000);
  const moved = troubled.p95Ms > 2 * calm.p95Ms || troubled.failedPercent > 1;
  const isQuiet = scenario.truth.component === 'alert';
  const measured = `p95 ${calm.p95Ms.toFixed(0)} -> ${troubled.p95Ms.toFixed(0)} ms, failures ${calm.failedPercent.toFixed(2)} -> ${troubled.failedPercent.toFixed(2)} %, ${isQuiet ? 'must not move' : 'must move'}`;
  return finding('R19', 'impact', measured, moved !== isQuiet);
};
