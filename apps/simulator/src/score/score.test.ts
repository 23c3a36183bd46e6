import type { PinRequest } from '@firedrill/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chain, type Entry, type EntryData } from '../journal/index.ts';
import { type AnswerKey, score } from './index.ts';

const onsetMs = 1_000_000;

const pin = (id: string, query: PinRequest['query'], title = id): EntryData => ({
  type: 'evidence.pinned',
  pinId: id,
  pin: { query, window: { fromMs: 0, toMs: 1 }, reading: 'higher', title, note: '' },
});

const hypothesis = {
  slots: { component: { value: 'order-service', pins: [] }, mechanism: { value: 'slow-query', pins: [] } },
  because: '',
  predictions: [],
  alternatives: [],
};
const lock: EntryData = { type: 'hypothesis.locked', hypothesis, version: 1, complete: true };
const code: EntryData = { type: 'code.opened', path: 'src' };
const onTimeline = (pinId: string, onset = false): EntryData => ({
  type: 'timeline.added',
  entryId: `t ${pinId}`,
  entry: { atMs: onsetMs + 20_000, text: 'x', onset, pinId },
});

const metric = pin('m', { modality: 'metric', expr: 'waiting{service="order-service"}', focus: {} });
const log = pin('l', { modality: 'log', query: '{service="postgres"} |= "duration"' });
const trace = pin('t', {
  modality: 'trace',
  traceId: 'a'.repeat(32),
  service: 'order-service',
  operation: 'pg-pool.connect',
});
const noise = pin('n', { modality: 'log', query: '{service="redis"}' });

const key: AnswerKey = {
  pins: {
    m: { outcome: 'higher', verdict: 'right' },
    l: { outcome: 'higher', verdict: 'right' },
    t: { outcome: 'higher', verdict: 'right' },
    n: { outcome: 'same', verdict: 'wrong' },
  },
  effects: {},
  onsetMs,
  guiltyEdge: ['order-service', 'postgres'],
};

const journal = (...data: EntryData[]): Entry[] =>
  chain(
    null,
    data.map((one, i) => ({
      wallMs: i * 1000,
      incidentMs: i * 1000,
      workMs: i * 1000,
      actor: 'a',
      name: 'Ana',
      data: one,
    })),
  );

const lineOf = (entries: readonly Entry[], rule: string) => score(entries, key).find((line) => line.rule === rule)!;
const total = (entries: readonly Entry[]): number => score(entries, key).reduce((sum, line) => sum + line.got, 0);

const good = [metric, log, trace, onTimeline('m', true), onTimeline('l'), onTimeline('t'), lock, code];

describe('the score', () => {
  it('gives everything to data, then hypothesis, then code', () => {
    const lines = score(journal(...good), key);
    for (const line of lines) expect(line, line.rule).toMatchObject({ got: line.max });
  });

  it('gives nothing to doing nothing', () => {
    expect(total(journal({ type: 'drill.ended' }))).toBe(0);
  });

  it('halves what evidence earns when code came before a hypothesis', () => {
    expect(lineOf(journal(code, metric, log, trace, lock), 'ready-before-code')).toMatchObject({ got: 0 });
    expect(lineOf(journal(metric, log, code, lock), 'ready-before-code').got).toBeCloseTo(2.3, 1);
  });

  it('wants right evidence of two kinds behind the hypothesis', () => {
    expect(lineOf(journal(metric, noise, lock, code), 'ready-before-code').got).toBeLessThan(9);
  });

  it('lets a wrong reading take back a right one', () => {
    expect(lineOf(journal(metric, noise), 'precision').got).toBe(0);
    expect(lineOf(journal(metric, log, trace, noise), 'precision').got).toBeLessThan(
      lineOf(journal(metric, log, trace), 'precision').got,
    );
  });

  it('rests every line on entries that exist', () => {
    const entries = journal(...good);
    const seqs = new Set(entries.map(({ seq }) => seq));
    for (const line of score(entries, key)) for (const seq of line.because) expect(seqs.has(seq)).toBe(true);
  });
});

const query: EntryData = { type: 'metric.queried', expr: 'up', fromMs: 0, toMs: 1 };
const someJournal = fc.array(
  fc.constantFrom(metric, log, trace, noise, lock, code, query, onTimeline('m', true), onTimeline('l')),
  { maxLength: 14 },
);

describe('whatever the journal', () => {
  it('looking once more never raises the score', () => {
    fc.assert(
      fc.property(someJournal, fc.nat(14), (data, at) => {
        const more = [...data.slice(0, at), query, ...data.slice(at)];
        expect(total(journal(...more))).toBeLessThanOrEqual(total(journal(...data)) + 1e-9);
      }),
    );
  });

  it('leaving all code away never lowers D1', () => {
    const d1 = (data: readonly EntryData[]): number =>
      score(journal(...data), key)
        .filter(({ dim }) => dim === 'D1')
        .reduce((sum, line) => sum + line.got, 0);
    fc.assert(
      fc.property(someJournal, (data) => {
        expect(d1(data.filter((one) => one !== code))).toBeGreaterThanOrEqual(d1(data) - 1e-9);
      }),
    );
  });

  it('doing the same thing twice never raises it', () => {
    fc.assert(
      fc.property(someJournal, fc.nat(13), (data, at) => {
        const twice = data.flatMap((one, i) => (i === at ? [one, one] : [one]));
        expect(total(journal(...twice))).toBeLessThanOrEqual(total(journal(...data)) + 1e-9);
      }),
    );
  });
});
