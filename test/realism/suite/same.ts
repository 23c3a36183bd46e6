/** R1 and the first half of R24: a world is its seed's, and a healthy one until its cause begins. */
import { createHash } from 'node:crypto';
import { type Scenario, type Variant, variantOf } from '../../../apps/simulator/src/scenario/index.ts';
import { hashOf, runWorld } from '../../support/run.ts';
import { guessesOf, mostLucky } from './guesses.ts';
import { impact } from './impact.ts';
import { causalPath } from './path.ts';
import { type Finding, finding, type Run } from './run.ts';

const verdicts = new WeakMap<Run, Promise<string>>();

/** What a run says of its scenario: R18 to R20. R21 needs all rivals. */
function verdict(run: Run): Promise<string> {
  const found = verdicts.get(run) ?? verdictOf(run);
  verdicts.set(run, found);
  return found;
}

async function verdictOf(run: Run): Promise<string> {
  const lucky = (await guessesOf(run)).filter(({ right }) => right).length;
  return [(await causalPath(run)).ok, (await impact(run)).ok, lucky <= mostLucky].join(' ');
}

/** `again` is of the same seed, `other` of another one; null where there is no time for it. */
export async function determinism(run: Run, again: Pick<Run, 'chunks'>, other: Run | null): Promise<Finding> {
  const [first, second] = [run, again].map(({ chunks }) => hashOf(chunks));
  const third = other === null ? 'needs npm run test:all' : hashOf(other.chunks);
  const own = await verdict(run);
  const others = other === null ? own : await verdict(other);
  const seconds = (run.untilMs - run.fromMs) / 1000;
  const measured = `${seconds} s ${first?.slice(0, 12)} and again ${second?.slice(0, 12)}, another seed ${third.slice(0, 24)}; R18-R20 hold: ${own}, with another seed: ${other === null ? '-' : others}`;
  return finding('R1', 'determinism', measured, first === second && first !== third && own === others);
}

/** When a world first differs from the healthy one, epoch ms; null when it never does. */
function causeMs(scenario: Scenario, variant: Variant): number | null {
  const { changes, releases, bad } = scenario.course(variant);
  const times = [
    ...changes.map(({ atMs }) => atMs),
    ...releases.filter(({ commit }) => bad !== null && commit.sha === bad.sha).map(({ atMs }) => atMs),
  ];
  return times.length === 0 ? null : Math.min(...times);
}

/** Everything that a run had recorded by an instant, as one name; and how many rows that is. */
function recordedBefore({ lines, spans, edge, series, chunks }: Run, untilMs: number): { hash: string; rows: number } {
  const hash = createHash('sha256');
  let rows = 0;
  const add = (...row: readonly unknown[]): void => {
    hash.update(`${JSON.stringify(row)}\n`);
    rows++;
  };
  const untilUs = untilMs * 1000;
  for (const { template, instance, trueUs, fields, traceHi, traceLo } of lines)
    if (trueUs < untilUs) add(template.message, instance.pod, trueUs, fields, traceHi, traceLo);
  for (const { template, instance, trace, id, startUs, endUs, attributes } of spans)
    if (endUs < untilUs) add(template.operation, instance.pod, trace, id, startUs, endUs, attributes);
  for (const row of edge) if (row.endUs < untilUs) add(row);
  for (const { name, labels, samples } of series)
    for (const { timeMs, value } of samples) if (timeMs < untilMs) add(name, labels, timeMs, value);
  for (const event of chunks.flatMap(({ events }) => events)) if (event.timeUs < untilUs) add(event);
  return { hash: hash.digest('hex'), rows };
}

export function healthyBefore(run: Run): Finding {
  const { scenario, twin } = run;
  if (!twin) throw new Error('nothing to compare with');
  const untilMs = causeMs(scenario, 'true') ?? run.untilMs;
  const [own, healthy] = [recordedBefore(run, untilMs), recordedBefore(twin, untilMs)];
  const measured = `${own.rows} rows before the cause ${own.hash.slice(0, 12)}, ${healthy.rows} in a healthy world ${healthy.hash.slice(0, 12)}`;
  return finding('R24', 'nothing tells before the cause', measured, own.hash === healthy.hash);
}

const shortMs = 45_000;

/** Worlds of the scenario, each until just before its own cause, against the healthy one of the same seconds. */
export async function alikeBefore(scenario: Scenario, seed: number, variants: readonly Variant[]): Promise<Finding> {
  const known = new Map<number, Promise<string>>();
  const hashed = async (variant: Variant, untilMs: number): Promise<string> => {
    const slice = { kind: 'incident', fromMs: untilMs - shortMs, toMs: untilMs } as const;
    return hashOf(await runWorld(scenario, { seed, variant, slice, untilMs }));
  };
  const unlike: string[] = [];
  for (const variant of variants) {
    const untilMs = (causeMs(scenario, variant) ?? scenario.truth.onsetMs) - 1;
    const healthy = known.get(untilMs) ?? hashed('healthy', untilMs);
    known.set(untilMs, healthy);
    if ((await hashed(variant, untilMs)) !== (await healthy)) unlike.push(variant);
  }
  const measured = `${variants.length} worlds until just before their causes, unlike a healthy one: ${unlike.join(', ') || 'none'}`;
  return finding('R24', 'no world tells before its cause', measured, variants.length > 0 && unlike.length === 0);
}

/** All rivals of a scenario; and its own world, where the cause lies before what else is looked at. */
export const worldsOf = (scenario: Scenario): Variant[] => ['true', ...scenario.rivals.map(variantOf)];

export const isCausedBefore = ({ scenario, fromMs }: Run): boolean =>
  (causeMs(scenario, 'true') ?? Number.POSITIVE_INFINITY) < fromMs;
