import { type Check, finding } from './run.ts';
import { quantile } from './statistics.ts';

const name = 'nginx_ingress_controller_request_duration_seconds_bucket';
const asked = [0.5, 0.95, 0.99];

/** What a histogram says lies in the same bucket as what the requests took. */
export const histogramAgainstRaw: Check = ({ series, edge }) => {
  const buckets = series.filter((one) => one.name === name);
  const times = [...new Set(buckets.flatMap(({ samples }) => samples.map(({ timeMs }) => timeMs)))].sort(
    (a, b) => a - b,
  );
  const bounds = [...new Set(buckets.map(({ labels }) => Number(labels.le === '+Inf' ? Infinity : labels.le)))].sort(
    (a, b) => a - b,
  );
  const countAt = (bound: number, timeMs: number): number =>
    buckets
      .filter(({ labels }) => Number(labels.le === '+Inf' ? Infinity : labels.le) === bound)
      .reduce(
        (sum, { samples, base }) => sum + (samples.findLast((sample) => sample.timeMs <= timeMs)?.value ?? base),
        0,
      );
  const problems: string[] = [];
  let compared = 0;
  for (let i = 4; i < times.length; i += 4) {
    const [fromMs, toMs] = [times[i - 4]!, times[i]!];
    const ms = edge
      .filter(({ endUs }) => endUs > fromMs * 1000 && endUs <= toMs * 1000)
      .map(({ beganUs, endUs }) => (endUs - beganUs) / 1000);
    const counts = bounds.map((bound) => countAt(bound, toMs) - countAt(bound, fromMs));
    const total = counts.at(-1) ?? 0;
    if (ms.length < 200) continue;
    for (const q of asked) {
      compared++;
      const told = bounds.findIndex((_, b) => counts[b]! >= q * total);
      // Requests that end while the scrape is under way may be counted or not: the ranks beside count as well.
      const slack = 3 / ms.length;
      const [low, high] = [quantile(ms, Math.max(0, q - slack)), quantile(ms, Math.min(1, q + slack))].map((value) =>
        bounds.findIndex((bound) => value <= bound * 1000),
      );
      if (told < low! || told > high!)
        problems.push(`p${100 * q} until ${toMs}: bucket ${bounds[told]}, exact ${quantile(ms, q)} ms`);
    }
  }
  const measured = `${compared} quantiles of a minute, problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding('R8', 'histogram against raw', measured, compared >= 9 && problems.length === 0);
};
