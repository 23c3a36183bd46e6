import { type Check, finding } from './run.ts';
import { mean } from './statistics.ts';

/**
 * L = lambda W at the edge: open connections as they were scraped, against what the requests say.
 * Sixteen samples of a number that swings: within 3 / sqrt(L n), as far as scraped gauges can tell.
 */
export const littlesLaw: Check = ({ series, edge, fromMs, onsetMs }) => {
  const gauge = series.find(
    ({ name, labels }) => name === 'nginx_ingress_controller_nginx_process_connections' && labels.state === 'active',
  );
  // The first half-minute is a beginning: who came before is not there.
  const settledMs = fromMs + 30_000;
  const samples = (gauge?.samples ?? []).filter(({ timeMs }) => timeMs >= settledMs && timeMs < onsetMs);
  const scraped = mean(samples.map(({ value }) => value));
  const waits = edge.map(({ beganUs, endUs }) =>
    Math.max(0, Math.min(endUs, onsetMs * 1000) - Math.max(beganUs, settledMs * 1000)),
  );
  const expected = waits.reduce((sum, waitUs) => sum + waitUs, 0) / ((onsetMs - settledMs) * 1000);
  const allowed = 3 / Math.sqrt(expected * samples.length);
  const off = Math.abs(scraped / expected - 1);
  const measured = `${scraped.toFixed(2)} open in ${samples.length} scrapes, rate x time ${expected.toFixed(2)}, off by ${(100 * off).toFixed(0)} % (${(100 * allowed).toFixed(0)} %)`;
  return finding('R3', "Little's law", measured, samples.length >= 8 && off <= allowed);
};
