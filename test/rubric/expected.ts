/** The reference scorer's fixtures and random journals, as the rubric takes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pairOf, type RubricKey } from '../../apps/simulator/src/score/rubric/key.ts';
import type { RecordData, RecordEntry, Slots } from '../../apps/simulator/src/score/rubric/record.ts';

type Data = {
  readonly s: string;
  readonly c: string;
  readonly reading: string;
  readonly at: number;
  readonly ref: string;
  readonly onset?: boolean;
  readonly slots: Slots;
  readonly refs?: readonly string[];
  readonly predictions?: readonly (readonly [string, string])[];
  readonly alternatives?: readonly string[];
  readonly result: string;
  readonly signals: readonly string[];
  readonly ok?: boolean;
  readonly harmful?: boolean;
  readonly lag_ok?: boolean;
  readonly phase: string;
  readonly sec: number;
  readonly level: number;
  readonly reveals: readonly string[];
};
type Log = readonly (readonly [number, string, Data])[];

interface Expected {
  readonly total: number;
  /** Dimension, rule, most, got. */
  readonly lines: readonly (readonly [string, string, number, number])[];
  readonly gates: Readonly<Record<string, boolean>>;
}

interface File {
  readonly key: {
    readonly worlds: readonly string[];
    readonly modality: Readonly<Record<string, string>>;
    readonly outcomes: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly answer: Readonly<Record<string, string | number>>;
    readonly near: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly weights: Readonly<Record<string, number>>;
    readonly tags: Readonly<Record<string, readonly string[]>>;
    readonly edge: readonly [readonly string[], readonly string[]];
    readonly par: number;
    readonly worldOf: readonly (readonly [string, string, string])[];
  };
  readonly fixtures: Readonly<Record<string, Expected & { readonly log: Log }>>;
  readonly journals: readonly (Expected & { readonly log: Log })[];
}

export const expectedFile = join(import.meta.dirname, 'expected.json.gz');
// Written by reference/make.py, which is re-run by a test where Python is installed.
const file = JSON.parse(gunzipSync(readFileSync(expectedFile)).toString()) as File;

function dataOf(type: string, data: Data): RecordData {
  switch (type) {
    case 'metric.queried':
    case 'log.queried':
    case 'trace.opened':
    case 'events.viewed':
      return { kind: 'query', signal: data.s };
    case 'evidence.pinned':
      return { kind: 'pin', signal: data.s, reading: data.reading };
    case 'timeline.added':
      return { kind: 'timeline', at: data.at, ref: data.ref, onset: data.onset ?? false };
    case 'hypothesis.locked':
    case 'hypothesis.revised':
      return {
        kind: 'hypothesis',
        slots: data.slots,
        refs: data.refs ?? [],
        predictions: (data.predictions ?? []).map(([signal, outcome]) => ({ signal, outcome })),
        alternatives: data.alternatives ?? [],
      };
    case 'prediction.checked':
      return { kind: 'check', signal: data.s, result: data.result };
    case 'code.opened':
    case 'code.searched':
    case 'git.viewed':
      return { kind: 'code', component: data.c };
    case 'contradiction.checked':
      return { kind: 'contradiction', signals: data.signals };
    case 'rootcause.submitted':
      return { kind: 'answer', slots: data.slots };
    case 'mitigation.executed':
      return { kind: 'action', fits: data.ok ?? false, harmful: data.harmful ?? false };
    case 'recovery.verified':
      return { kind: 'recovery', signal: data.s, afterLag: data.lag_ok ?? false };
    case 'phase.closed':
      return { kind: 'phase', phase: data.phase, seconds: data.sec };
    case 'hint.used': {
      const slots = data.reveals.filter((name) => name in file.key.weights);
      return { kind: 'hint', level: data.level, slots, signals: data.reveals.filter((name) => !slots.includes(name)) };
    }
    case 'page.acknowledged':
      return { kind: 'other' };
    default:
      throw new Error(`no record of ${type}`);
  }
}

const recordOf = (log: Log): RecordEntry[] =>
  log.map(([t, type, data], index) => ({ seq: index + 1, t, ...dataOf(type, data) }));

export interface Case {
  readonly name: string;
  readonly record: readonly RecordEntry[];
  readonly expected: Expected;
}

export const fixtures: readonly Case[] = Object.entries(file.fixtures).map(([name, { log, ...expected }]) => ({
  name,
  record: recordOf(log),
  expected,
}));
export const journals: readonly Case[] = file.journals.map(({ log, ...expected }, index) => ({
  name: `journal ${index}`,
  record: recordOf(log),
  expected,
}));

export const fixture = (name: string): Case => fixtures.find((one) => one.name === name)!;

const { key: raw } = file;
export const key: RubricKey = {
  worlds: raw.worlds,
  signals: Object.fromEntries(
    Object.entries(raw.outcomes).map(([signal, outcomes]) => [
      signal,
      {
        modality: raw.modality[signal] ?? '',
        outcomes,
        splits: new Set(Object.values(outcomes)).size > 2,
      },
    ]),
  ),
  slots: Object.fromEntries(
    Object.entries(raw.weights).map(([slot, weight]) => [
      slot,
      { weight, backedBy: raw.tags[slot] ?? [], credit: { ...raw.near[slot], [String(raw.answer[slot])]: 1 } },
    ]),
  ),
  worldOf: Object.fromEntries(
    raw.worldOf.map(([component, mechanism, world]) => [pairOf(component, mechanism), world]),
  ),
  edge: raw.edge,
  onset: Number(raw.answer.onset),
  par: raw.par,
  readiness: 0.5,
  symptoms: ['gw_route', 'pool_wait'],
  nothingWrong: false,
};
