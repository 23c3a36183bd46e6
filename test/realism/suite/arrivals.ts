/** R9: visitors come by chance alone: neither in step nor in crowds, and not with the clock. */
import { Arrivals } from '../../../apps/simulator/src/platform/traffic/arrivals.ts';
import { type Check, finding } from './run.ts';
import { mean, variance } from './statistics.ts';

const secondsOfWindow = 300;
const windows = 24;
/** Two standard deviations of variance/mean over 300 seconds: 2 sqrt(2 / 299). One window in twenty lies outside by chance. */
const dispersion = [0.84, 1.16] as const;
const fewestWithin = 0.8;
/** Of their mean: three standard deviations. */
const meanOff = 3 * Math.sqrt(2 / (secondsOfWindow - 1) / windows);
/** Requests of one visitor are seconds apart: hardly more clustered than the visitors, over minutes in which the rate moves too. */
const ofRequests = [0.75, 1.4] as const;
const minutesOfDay = 1_440;

const indexOf = (counts: readonly number[]): number => variance(counts) / mean(counts);

/** Of what comes at the first second of each minute, in three standard deviations of chance, beside the mean. */
function spike(counts: readonly number[], firstSecond: number): { told: string; ok: boolean } {
  const boundary = counts.filter((_, i) => (firstSecond + i) % 60 === 0);
  const ratio = mean(boundary) / mean(counts);
  const allowed = 3 / Math.sqrt(mean(counts) * boundary.length);
  return { told: `${ratio.toFixed(2)} (1 +- ${allowed.toFixed(2)})`, ok: Math.abs(ratio - 1) <= allowed };
}

export const arrivals: Check = ({ scenario, edge, fromMs, onsetMs }) => {
  const firstSecond = Math.ceil(fromMs / 1000);
  // Sessions are not recorded, only what visitors ask for: they are drawn here as the world draws them, at a constant rate.
  const { requestsPerSecond } = scenario;
  const model = new Arrivals(Math.floor(fromMs / 1000), { requestsPerSecond, peak: null });
  const starts = Array.from({ length: windows * secondsOfWindow }, (_, i) => model.startsIn(firstSecond + i).length);
  const indices = Array.from({ length: windows }, (_, w) =>
    indexOf(starts.slice(w * secondsOfWindow, (w + 1) * secondsOfWindow)),
  );
  const within = indices.filter((index) => index >= dispersion[0] && index <= dispersion[1]).length / windows;
  const seconds = Math.floor(onsetMs / 1000) - firstSecond;
  const requests = new Array<number>(seconds).fill(0);
  for (const { beganUs } of edge) {
    const second = Math.floor(beganUs / 1e6) - firstSecond;
    if (second >= 0 && second < seconds) requests[second]!++;
  }
  const [ofStarts, ofEdge] = [spike(starts, firstSecond), spike(requests, firstSecond)];
  const daily = Array.from({ length: minutesOfDay }, (_, minute) => model.rate((fromMs + minute * 60_000) * 1000));
  const swing = Math.max(...daily) / Math.min(...daily);
  const measured = `variance/mean of session starts per second ${mean(indices).toFixed(3)} (1 +- ${meanOff.toFixed(3)}), ${Math.round(within * windows)} of ${windows} windows of ${secondsOfWindow} s in ${dispersion.join('-')}; of requests ${indexOf(requests).toFixed(2)} (${ofRequests.join('-')}); at minute boundaries starts ${ofStarts.told}, requests ${ofEdge.told} of the mean; a day's peak is ${swing.toFixed(2)} times its trough (2-6 in a shop that has nights: a world is some hours of an afternoon and has none)`;
  const index = indexOf(requests);
  const ok =
    within >= fewestWithin &&
    Math.abs(mean(indices) - 1) <= meanOff &&
    index >= ofRequests[0] &&
    index <= ofRequests[1] &&
    ofStarts.ok &&
    ofEdge.ok;
  return finding('R9', 'arrivals', measured, ok);
};
