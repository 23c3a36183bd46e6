/** R3: L = lambda W, exactly on what was recorded and within chance on what was scraped. */
import type { RecordedLine, RecordedSeries } from '../../support/run.ts';
import { minuteReadings, timesByPod } from './readings.ts';
import { type Check, finding, isRequestLine, type Run } from './run.ts';
import { mean } from './statistics.ts';

/** Of the exact state: what lines lose by rounding to milliseconds. */
const exactly = 0.01;
const answeredMs = 60_000;

interface Stay {
  readonly beganUs: number;
  readonly endUs: number;
}

const stayOf = ({ trueUs, fields }: RecordedLine): Stay => ({
  beganUs: trueUs - Number(fields.responseTime) * 1000,
  endUs: trueUs,
});

/** How many are there, summed over time: microseconds between each arrival or departure and the next, times those present. */
function presence(stays: readonly Stay[], fromUs: number, toUs: number): number {
  const steps = stays
    .flatMap(({ beganUs, endUs }) => [
      { atUs: Math.min(Math.max(beganUs, fromUs), toUs), by: 1 },
      { atUs: Math.min(Math.max(endUs, fromUs), toUs), by: -1 },
    ])
    .sort((a, b) => a.atUs - b.atUs);
  let [present, lastUs, total] = [0, fromUs, 0];
  for (const { atUs, by } of steps) {
    total += present * (atUs - lastUs);
    present += by;
    lastUs = atUs;
  }
  return total;
}

/** What of the stays that a counter saw end lies before it looked, and what of those that it has not seen end lies within. */
function atTheEdges(stays: readonly Stay[], fromUs: number, toUs: number): number {
  let us = 0;
  for (const { beganUs, endUs } of stays) {
    if (endUs > fromUs && endUs <= toUs) us -= Math.max(0, fromUs - beganUs);
    else if (endUs > toUs && beganUs < toUs) us += toUs - Math.max(fromUs, beganUs);
  }
  return us;
}

const spent =
  (name: string) =>
  (one: RecordedSeries): boolean =>
    one.name === name;

/** By who is visited: the time that visitors were there by the record, and by the histogram's sum. */
function exactStates({ series, lines, edge, untilMs }: Run): Map<string, { present: number; told: number }> {
  const lastUs = (untilMs - answeredMs) * 1000;
  const states = new Map<string, { present: number; told: number }>();
  const add = (who: string, stays: readonly Stay[], toldUs: number, fromUs: number, toUs: number): void => {
    const known = states.get(who) ?? { present: 0, told: 0 };
    states.set(who, known);
    known.present += presence(stays, fromUs, toUs);
    known.told += toldUs + atTheEdges(stays, fromUs, toUs);
  };
  const atPod = timesByPod(
    lines.filter(isRequestLine),
    ({ instance }) => instance.pod,
    ({ trueUs }) => trueUs,
  );
  for (const { service, pod, fromUs, toUs, growth } of minuteReadings(series)) {
    if (toUs > lastUs) continue;
    const stays = atPod(pod, fromUs, toUs + answeredMs * 1000).map(stayOf);
    add(service, stays, growth(spent('http_server_request_duration_seconds_sum')) * 1e6, fromUs, toUs);
  }
  const sums = series.filter(spent('nginx_ingress_controller_request_duration_seconds_sum'));
  const times = (sums[0]?.samples ?? []).map(({ timeMs }) => timeMs).filter((timeMs) => timeMs * 1000 <= lastUs);
  const [fromMs, toMs] = [times[0] ?? 0, times.at(-1) ?? 0];
  const toldS = sums.reduce((total, { samples, base }) => {
    const at = (timeMs: number): number => samples.find((sample) => sample.timeMs === timeMs)?.value ?? base;
    return total + at(toMs) - at(fromMs);
  }, 0);
  add('ingress', edge, toldS * 1e6, fromMs * 1000, toMs * 1000);
  return states;
}

/** Samples of a number that swings tell no more than 3 / sqrt(L n). */
function scrapedAtTheEdge({ series, edge, fromMs, onsetMs }: Run): { told: string; ok: boolean } {
  const gauge = series.find(
    ({ name, labels }) => name === 'nginx_ingress_controller_nginx_process_connections' && labels.state === 'active',
  );
  // The first half-minute is a beginning: who came before is not there.
  const settledMs = fromMs + 30_000;
  const samples = (gauge?.samples ?? []).filter(({ timeMs }) => timeMs >= settledMs && timeMs < onsetMs);
  const scraped = mean(samples.map(({ value }) => value));
  const expected = presence(edge, settledMs * 1000, onsetMs * 1000) / ((onsetMs - settledMs) * 1000);
  const allowed = 3 / Math.sqrt(expected * samples.length);
  const off = Math.abs(scraped / expected - 1);
  return {
    told: `${scraped.toFixed(2)} open in ${samples.length} scrapes of the ingress, really ${expected.toFixed(2)}, off by ${(100 * off).toFixed(0)} % (${(100 * allowed).toFixed(0)} %)`,
    ok: samples.length >= 8 && off <= allowed,
  };
}

export const littlesLaw: Check = (run) => {
  // Nobody calls the consumer of the queue.
  const states = [...exactStates(run)].flatMap(([who, { present, told }]) =>
    present === 0 && told === 0 ? [] : [{ who, off: Math.abs(told / present - 1) }],
  );
  const scraped = scrapedAtTheEdge(run);
  const told = states.map(({ who, off }) => `${who} ${(100 * off).toFixed(2)} %`).join(', ');
  const measured = `time spent by the histograms against those present: off by ${told} (${100 * exactly} %); ${scraped.told}`;
  const ok = states.length >= 6 && states.every(({ off }) => off <= exactly) && scraped.ok;
  return finding('R3', "Little's law", measured, ok);
};
