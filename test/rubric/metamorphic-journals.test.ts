/** What must hold for any honest scorer, on whole journals: with names, panes and pins, as a server writes them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryType } from '../../apps/simulator/src/journal/index.ts';
import type { Scored } from '../../apps/simulator/src/score/rubric/score.ts';
import { type Case, fixtures, key } from './expected.ts';
import { type Done, doneOf, entriesOf, findingsOf, referenceScenario, scoreOf } from './translated.ts';

const scenario = referenceScenario();
/** Rounding to a tenth. */
const hair = 0.051;

interface Run extends Case {
  readonly done: readonly Done[];
}
const runs: readonly Run[] = fixtures.map((one) => ({ ...one, done: doneOf(one.record) }));

function scored({ record }: Case, done: readonly Done[], team?: readonly string[]): Scored {
  const journal = entriesOf(
    [...done].sort((a, b) => a.t - b.t),
    team,
  );
  return scoreOf(journal, findingsOf(journal, record, scenario), scenario);
}
const total = (run: Case, done: readonly Done[]): number => scored(run, done).total;
const totals = new Map(runs.map((run) => [run.name, total(run, run.done)]));
const usual = ({ name }: Case): number => totals.get(name) ?? Number.NaN;

const ofCode: ReadonlySet<EntryType> = new Set(['code.opened', 'code.searched', 'git.viewed']);
const ofQueries: ReadonlySet<EntryType> = new Set(['metric.queried', 'log.queried', 'trace.searched', 'events.viewed']);
const aRun = fc.constantFrom(...runs);
const looks = doneOf(
  Object.keys(key.signals).map((signal, index) => ({ seq: index + 1, t: index, kind: 'query', signal })),
);
const aLook = fc.record({ t: fc.double({ min: 1, max: 2000, noNaN: true }), look: fc.constantFrom(...looks) });

describe('the score of a journal', () => {
  it('is the same whoever did what, and whatever they are called', () => {
    const aTeam = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(aRun, aTeam, (run, team) => {
        const points = ({ lines }: Scored) => lines.map(({ rule, got, because }) => ({ rule, got, because }));
        expect(points(scored(run, run.done, team))).toEqual(points(scored(run, run.done)));
      }),
      { numRuns: 30 },
    );
  });

  it('never rises by other queries', () => {
    fc.assert(
      fc.property(aRun, fc.array(aLook, { minLength: 1, maxLength: 12 }), (run, extra) => {
        const more = extra.map(({ t, look }) => ({ ...look, t }));
        expect(total(run, [...run.done, ...more])).toBeLessThanOrEqual(usual(run) + hair);
      }),
      { numRuns: 60 },
    );
  });

  it('never rises by doing anything twice', () => {
    for (const run of runs)
      for (const one of new Map(run.done.map((done) => [JSON.stringify(done.data), done])).values())
        expect(total(run, [...run.done, one]), `${run.name}: ${one.data.type}`).toBeLessThanOrEqual(usual(run) + hair);
  });

  it('never rises by more than 1 when a pin is left out', () => {
    for (const run of runs)
      for (const pin of run.done.filter(({ data }) => data.type === 'evidence.pinned'))
        expect(
          total(
            run,
            run.done.filter((one) => one !== pin),
          ),
          run.name,
        ).toBeLessThanOrEqual(usual(run) + 1 + hair);
  });

  it('never falls in order when no code was opened', () => {
    const onOrder = ({ lines }: Scored): number =>
      lines.reduce((sum, { dim, got }) => (dim === 'D1' ? sum + got : sum), 0);
    for (const run of runs) {
      const without = run.done.filter(({ data }) => !ofCode.has(data.type));
      expect(onOrder(scored(run, without))).toBeGreaterThanOrEqual(onOrder(scored(run, run.done)) - hair);
    }
  });

  it('stays when everything happens later', () => {
    fc.assert(
      fc.property(aRun, fc.integer({ min: 1, max: 7200 }), (run, by) => {
        expect(
          total(
            run,
            run.done.map(({ t, data }) => ({ t: t + by, data })),
          ),
        ).toBe(usual(run));
      }),
      { numRuns: 20 },
    );
  });

  it('stays when two queries that follow each other change places', () => {
    let tried = 0;
    for (const run of runs)
      for (const [index, one] of run.done.entries()) {
        const next = run.done[index + 1];
        if (!next || ![one, next].every(({ data }) => ofQueries.has(data.type))) continue;
        const swapped = run.done
          .with(index, { t: one.t, data: next.data })
          .with(index + 1, { t: next.t, data: one.data });
        expect(total(run, swapped), `${run.name}: ${index}`).toBe(usual(run));
        tried++;
      }
    expect(tried).toBeGreaterThan(20);
  });
});
