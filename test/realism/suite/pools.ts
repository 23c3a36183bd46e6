/** R4: a pool lends what it has, to those who wait, and as much as they take for as long as they keep it. */
import type { RecordedSeries } from '../../support/run.ts';
import { overdrawn } from './overdrawn.ts';
import { minuteReadings } from './readings.ts';
import { type Check, finding, type Run } from './run.ts';
import { groupBy } from './statistics.ts';

/** Of the law itself: connections that are lent across the ends of what was looked at, and what a process does between statements. */
const ofTheLaw = 0.05;
/** With fewer connections seen lent, 3 / sqrt(L n) allows anything. */
const fewestSeen = 20;

const useTime = ({ name }: RecordedSeries): boolean => name === 'db_client_connection_use_time_seconds_sum';
const statementTime = ({ name, labels }: RecordedSeries): boolean =>
  name === 'db_client_operation_duration_seconds_sum' && labels.db_system_name === 'postgresql';
const used = ({ name, labels }: RecordedSeries): boolean =>
  name === 'db_client_connection_count' && labels.db_client_connection_state === 'used';

interface Lent {
  readonly service: string;
  /** Connections that the gauge showed lent, summed over its readings. */
  readonly seen: number;
  /** As many as rate times mean time of use would show at as many readings. */
  readonly expected: number;
  /** Time of use / time of the statements. */
  readonly perStatement: number;
}

function lentBy({ series }: Run): Lent[] {
  const readings = minuteReadings(series).filter(({ fromUs }) => fromUs > 0);
  return [...groupBy(readings, ({ service }) => service)].flatMap(([service, own]) => {
    let [seen, expected, usedS, statementsS] = [0, 0, 0, 0];
    for (const { fromUs, toUs, series: ofPod, growth } of own) {
      const values = (ofPod.find(used)?.samples ?? []).filter(
        ({ timeMs }) => timeMs * 1000 >= fromUs && timeMs * 1000 < toUs,
      );
      seen += values.reduce((sum, { value }) => sum + value, 0);
      expected += values.length * (growth(useTime) / ((toUs - fromUs) / 1e6));
      usedS += growth(useTime);
      statementsS += growth(statementTime);
    }
    return statementsS === 0 ? [] : [{ service, seen, expected, perStatement: usedS / statementsS }];
  });
}

/**
 * Only the gauge says how many are lent, every 15 s: n readings of L tell no more than 3 / sqrt(L n). Where a pool is looked at all the
 * time, in the platform's own tests, the law holds to 5 %.
 */
function law(lent: readonly Lent[]): { told: string; problems: string[] } {
  const problems: string[] = [];
  const sum = (of: (one: Lent) => number): number => lent.reduce((total, one) => total + of(one), 0);
  const all = { service: 'all pools', seen: sum((one) => one.seen), expected: sum((one) => one.expected) };
  const told = [...lent, all].flatMap(({ service, seen, expected }) => {
    if (expected < fewestSeen) return [];
    const allowed = ofTheLaw + 3 / Math.sqrt(expected);
    const off = Math.abs(seen / expected - 1);
    if (off > allowed) problems.push(`${service}: ${seen} seen lent, ${expected} expected`);
    return `${service} ${seen} of ${expected.toFixed(0)}, off by ${(100 * off).toFixed(0)} % (${(100 * allowed).toFixed(0)} %)`;
  });
  // Of both, every second was measured: here the law holds as it stands.
  for (const { service, perStatement } of lent)
    if (perStatement < 1 || perStatement > 1 + ofTheLaw)
      problems.push(`${service} uses for ${perStatement} of its statements`);
  const most = Math.max(...lent.map(({ perStatement }) => perStatement));
  const pools = `${lent.length} pools are used for at most ${most.toFixed(3)} times their statements' time (1-${1 + ofTheLaw})`;
  return { told: `${pools}; seen lent of rate x time: ${told.join(', ') || 'too few to tell'}`, problems };
}

export const caps: Check = (run) => {
  const { compared, problems: beyond, waited } = overdrawn(run.series);
  const lent = lentBy(run);
  const { told, problems: off } = law(lent);
  const problems = [...beyond, ...off];
  const measured = `${told}; ${compared} readings of pools, in ${waited} somebody waited; problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding(
    'R4',
    'lending and caps of pools',
    measured,
    problems.length === 0 && compared > 50 && lent.length >= 5,
  );
};
