/** What must hold for any honest scorer, whatever the weights: on the reference's runs and on random changes of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, readinessOf } from '../../apps/simulator/src/score/rubric/facts.ts';
import type { EntryOf, RecordEntry } from '../../apps/simulator/src/score/rubric/record.ts';
import { scoreRecord } from '../../apps/simulator/src/score/rubric/score.ts';
import { pinBudget } from '../../apps/simulator/src/score/rubric/weights.ts';
import { fixture, fixtures, journals, key } from './expected.ts';

const total = (record: readonly RecordEntry[]): number => scoreRecord(record, key).total;
const onOrder = (record: readonly RecordEntry[]): number =>
  scoreRecord(record, key)
    .lines.filter(({ dim }) => dim === 'D1')
    .reduce((sum, { got }) => sum + got, 0);
/** Rounding to a tenth. */
const hair = 0.051;

const aRun = fc.constantFrom(...fixtures);
const aSignal = fc.constantFrom(...Object.keys(key.signals));
const aTime = fc.double({ min: 1, max: 2000, noNaN: true });

describe('a score', () => {
  it('never rises by another query', () => {
    fc.assert(
      fc.property(aRun, fc.array(fc.tuple(aTime, aSignal), { minLength: 1, maxLength: 25 }), ({ record }, extra) => {
        const queries = extra.map(([t, signal], i): RecordEntry => ({ seq: 1000 + i, t, kind: 'query', signal }));
        expect(total([...record, ...queries])).toBeLessThanOrEqual(total(record) + hair);
      }),
      { numRuns: 400 },
    );
  });

  it('never rises by doing anything twice', () => {
    for (const { record } of fixtures)
      for (const entry of record) expect(total([...record, entry])).toBeLessThanOrEqual(total(record) + hair);
  });

  it('never rises by more than 1 when a pin is left out', () => {
    for (const { record } of fixtures)
      for (const pin of record.filter(({ kind }) => kind === 'pin'))
        expect(total(record.filter((entry) => entry !== pin))).toBeLessThanOrEqual(total(record) + 1 + hair);
  });

  it('never falls in order when no code was opened', () => {
    for (const { record } of [...fixtures, ...journals])
      expect(onOrder(record.filter(({ kind }) => kind !== 'code'))).toBeGreaterThanOrEqual(onOrder(record) - hair);
  });

  it('changes by at most 2 when a hypothesis that was not ready is left out', () => {
    let tried = 0;
    for (const { name, record } of fixtures) {
      const facts = factsOf(record, key);
      const unready = facts.hypotheses.filter((hypothesis) => !readinessOf(facts, hypothesis).ready);
      for (const hypothesis of unready) {
        const without = record.filter((entry) => entry !== hypothesis);
        expect(Math.abs(total(without) - total(record)), name).toBeLessThanOrEqual(2 + hair);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(4);
  });

  it('stays when everything happens an hour later', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures, ...journals), fc.integer({ min: 1, max: 7200 }), ({ record }, by) => {
        expect(total(record.map((entry) => ({ ...entry, t: entry.t + by })))).toBe(total(record));
      }),
    );
  });

  /** Each pin follows its query by as much as before, unless there are more than count: the first ones do. */
  function exchanged(record: readonly RecordEntry[], a: EntryOf<'query'>, b: EntryOf<'query'>): RecordEntry[] {
    const pinned = new Set(record.flatMap((entry) => (entry.kind === 'pin' ? [entry.signal] : [])));
    const first = (signal: string) =>
      record.find((entry): entry is EntryOf<'query'> => entry.kind === 'query' && entry.signal === signal);
    return record.map((entry) => {
      if (entry === a || entry === b) return { ...entry, t: entry === a ? b.t : a.t };
      if (entry.kind !== 'pin' || pinned.size > pinBudget || ![a.signal, b.signal].includes(entry.signal)) return entry;
      const own = first(entry.signal);
      if (own !== a && own !== b) return entry;
      return { ...entry, t: (own === a ? b.t : a.t) + entry.t - own.t };
    });
  }

  it('stays when two queries before the lock change places', () => {
    // The timeline rests on what was seen by then, and a hypothesis on what was pinned by then: they come after both.
    const free = (entries: readonly RecordEntry[]) => entries.filter(({ kind }) => kind !== 'timeline');
    let tried = 0;
    for (const { name, record } of fixtures) {
      const untilT = Math.min(
        ...record.flatMap(({ kind, t }) => (['hypothesis', 'code', 'answer', 'hint'].includes(kind) ? [t] : [])),
      );
      const looks = record.filter((entry): entry is EntryOf<'query'> => entry.kind === 'query' && entry.t < untilT);
      const early = looks.filter(({ signal }) =>
        record.every((one) => one.kind !== 'pin' || one.signal !== signal || one.t < untilT),
      );
      for (const [index, a] of early.entries())
        for (const b of early.slice(index + 1, index + 9).filter(({ signal }) => signal !== a.signal)) {
          const others = free(exchanged(record, a, b));
          if (
            others.some((entry) => entry.kind === 'pin' && entry.t >= untilT) !==
            record.some((entry) => entry.kind === 'pin' && entry.t >= untilT)
          )
            continue;
          expect(total(others), `${name}: ${a.signal}, ${b.signal}`).toBe(total(free(record)));
          tried++;
        }
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('of random pins after the lock is no higher', () => {
    const { record } = fixture('ideal');
    const late = fc.tuple(fc.double({ min: 880, max: 1500, noNaN: true }), aSignal, fc.constantFrom('up', 'n', 'long'));
    fc.assert(
      fc.property(fc.array(late, { minLength: 1, maxLength: 6 }), (extra) => {
        const pins = extra.map(
          ([t, signal, reading], i): RecordEntry => ({ seq: 900 + i, t, kind: 'pin', signal, reading }),
        );
        expect(total([...record, ...pins])).toBeLessThanOrEqual(total(record) + hair);
      }),
      { numRuns: 300 },
    );
  });

  const step = fc.record({
    wait: fc.double({ min: 3, max: 40, noNaN: true }),
    what: fc.double({ min: 0, max: 1, noNaN: true }),
    signal: aSignal,
    pick: fc.nat(9),
    component: fc.constantFrom('order-service', 'payment-service', 'api-gateway'),
  });
  const chosen = <T>(list: readonly T[], pick: number): T => list[pick % list.length]!;

  it('of somebody who does things at random stays below 25', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        let t = 5;
        const record = steps.map(({ wait, what, signal, pick, component }, index): RecordEntry => {
          t += wait;
          const base = { seq: index + 2, t };
          const outcomes = [...new Set(Object.values(key.signals[signal]!.outcomes))];
          const slots = Object.fromEntries(Object.keys(key.slots).map((slot) => [slot, 'x']));
          if (what < 0.5) return { ...base, kind: 'query', signal };
          if (what < 0.75) return { ...base, kind: 'pin', signal, reading: chosen(outcomes, pick) };
          if (what < 0.8) {
            const predictions = [{ signal, outcome: chosen(outcomes, pick) }];
            return {
              ...base,
              kind: 'hypothesis',
              slots,
              refs: [signal],
              predictions,
              alternatives: [chosen(key.worlds, pick)],
            };
          }
          if (what < 0.9) return { ...base, kind: 'code', component };
          return { ...base, kind: 'contradiction', signals: [signal] };
        });
        const answer: RecordEntry = { seq: 999, t: t + 5, kind: 'answer', slots: { component: 'order-service' } };
        expect(total([...record, answer])).toBeLessThan(25);
      }),
      // Always the same four thousand: a limit on the luckiest is no law.
      { numRuns: 4000, seed: 7 },
    );
  }, 60_000);
});

describe('the order of the runs', () => {
  const of = (name: string): number => total(fixture(name).record);

  it.each([
    ['ideal', 'slow_rigorous', 0],
    ['ideal', 'anchored_then_corrected', 0],
    ['slow_rigorous', 'hint_heavy', 15],
    ['rigorous_incomplete', 'hint_heavy', 0],
    ['rigorous_incomplete', 'harking_right', 0],
    ['rigorous_incomplete', 'code_first_right', 20],
    ['hint_heavy', 'harking_right', 0],
    ['harking_right', 'code_first_right', 0],
    ['code_first_right', 'code_first_wrong', 0],
    ['anchored_then_corrected', 'anchored_wrong', 25],
    ['anchored_then_corrected', 'code_first_right', 0],
    ['anchored_wrong', 'code_first_wrong', 0],
    ['data_only', 'code_first_wrong', 0],
    ['code_first_right', 'shotgun', 0],
  ])('%s comes before %s, by more than %d', (better, worse, by) => {
    expect(of(better) - of(worse)).toBeGreaterThan(by);
  });

  it('has bounds', () => {
    expect(of('ideal') - of('slow_rigorous')).toBeLessThanOrEqual(10);
    expect(of('data_only')).toBeLessThan(60);
    expect(of('shotgun')).toBeLessThan(20);
    expect(of('noop')).toBeLessThanOrEqual(2);
  });

  it('lets pass whoever should', () => {
    const passed = fixtures.filter(({ record }) => scoreRecord(record, key).passed).map(({ name }) => name);
    const assisted = fixtures.filter(({ record }) => scoreRecord(record, key).assisted).map(({ name }) => name);
    expect(passed.sort()).toEqual(['anchored_then_corrected', 'ideal', 'rigorous_incomplete', 'slow_rigorous']);
    expect(assisted).toEqual(['hint_heavy']);
  });
});
