import { execute } from '../../../apps/simulator/src/telemetry/query.ts';
import { createStore } from '../../../apps/simulator/src/telemetry/store/store.ts';
import { type Check, finding } from './run.ts';
import { range } from './statistics.ts';

export const metricLag: Check = ({ chunks, series, lines, onsetMs }) => {
  const lags = chunks.flatMap(({ targets }) => targets.flatMap(({ spec }) => (spec ? [spec.ingestLagUs / 1e6] : [])));
  const phases = new Map<number, Set<number>>();
  for (const { target, samples } of series) {
    const known = phases.get(target) ?? new Set<number>();
    for (const { timeMs } of samples) known.add(Math.round(timeMs % 15_000));
    phases.set(target, known);
  }
  const unsteady = [...phases.values()].filter((seen) => seen.size > 1).length;
  const store = createStore();
  for (const chunk of chunks) store.adopt(chunk, 'run');
  const asOfMs = onsetMs - 30_000;
  const { rows } = execute(
    store,
    { kind: 'log-search', query: '{service=~".+"}', fromMs: asOfMs - 30_000, toMs: asOfMs, limit: 1 },
    asOfMs,
  );
  const newestMs = rows[0]?.timeMs ?? 0;
  const early = newestMs > asOfMs;
  const inTime = lines.some(({ trueUs }) => trueUs / 1000 > newestMs && trueUs / 1000 < asOfMs);
  const measured = `metrics visible after ${range(lags, 1)} s (5-30), ${unsteady} targets scraped out of phase, newest line ${((asOfMs - newestMs) / 1000).toFixed(1)} s old (0-3), later ones not yet seen: ${inTime}`;
  const fits = lags.every((lag) => lag >= 5 && lag <= 30) && unsteady === 0 && !early && asOfMs - newestMs < 3_000;
  return finding('R15', 'lag', measured, fits);
};
