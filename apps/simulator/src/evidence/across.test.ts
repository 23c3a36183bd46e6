import { describe, expect, it } from 'vitest';
import { type Asked, seenAcross, type WorldsAcross } from './across.ts';
import type { Examined } from './examine.ts';
import { AnswerMemory, type Source } from './memory.ts';

const minute = 60_000;
const steps = 20;

/** A world in which one metric has a level, by group. */
const world = (levels: Readonly<Record<string, number>>): Examined => ({
  query: async (request) => {
    if (request.kind !== 'metric-range') throw new Error(`nobody asks for ${request.kind}`);
    const times = Array.from({ length: steps }, (_, i) => request.fromMs + i * 15_000).filter((t) => t <= request.toMs);
    const series = Object.entries(levels).map(([service, level]) => ({
      labels: service === '' ? {} : { service },
      timesMs: times,
      values: times.map((_, i) => level + (i % 2)),
    }));
    // The one kind of answer that the question of this test has.
    return { type: 'matrix', series, warnings: [] } as never;
  },
});

const source = (levels: Readonly<Record<string, number>>): Source => ({ name: null, open: async () => world(levels) });

const calm = { a: 10, b: 10 };
const worlds = (
  own: Readonly<Record<string, number>>,
  rivals: Readonly<Record<string, typeof own>>,
  truth = own,
): WorldsAcross => ({
  own: source(own),
  truth: source(truth),
  healthy: source(calm),
  rivals: Object.entries(rivals).map(([id, levels]) => ({ id, source: source(levels) })),
  untilMs: 10 * minute,
  memory: new AnswerMemory(),
});

const asked = (focus: Record<string, string>, more: Partial<Asked> = {}): Asked => ({
  query: { modality: 'metric', expr: 'sum by (service) (x)', focus },
  window: { fromMs: 0, toMs: 5 * minute },
  asOfMs: 5 * minute,
  acted: false,
  untouched: false,
  how: 'read',
  ...more,
});

const one = async (across: WorldsAcross, question: Asked) => (await seenAcross(across, [question]))[0];

describe('one question in every world', () => {
  it('says what the focused group shows in each', async () => {
    const across = worlds({ a: 90, b: 10 }, { like: { a: 90, b: 10 }, other: { a: 10, b: 90 } });
    expect(await one(across, asked({ service: 'a' }))).toEqual({ true: 'higher', like: 'higher', other: 'same' });
  });

  it('shows what could have been seen where somebody only looked', async () => {
    const across = worlds({ a: 90, b: 10 }, { p: { a: 90, b: 90 }, q: { a: 90, b: 90 }, r: { a: 10, b: 10 } });
    const seen = { true: 'same', p: 'higher', q: 'higher', r: 'same' };
    expect(await one(across, asked({}, { how: 'seen' }))).toEqual(seen);
  });

  it('says nothing where one of several groups is meant and none is named', async () => {
    const across = worlds({ a: 90, b: 10 }, { p: { a: 90, b: 90 }, q: { a: 90, b: 90 }, r: { a: 10, b: 10 } });
    expect(await one(across, asked({}))).toEqual({ true: 'unclear' });
    expect(await one(across, asked({}, { untouched: true }))).toEqual({ true: 'unclear' });
  });

  it('needs no name where there is one group, also when it is gone', async () => {
    const calmly = { ...worlds({ a: 90 }, { other: { a: 10 } }), healthy: source({ a: 10 }) };
    expect(await one(calmly, asked({}))).toEqual({ true: 'higher', other: 'same' });
    const gone = { ...worlds({}, { other: { a: 10 } }), healthy: source({ a: 10 }) };
    expect(await one(gone, asked({}))).toEqual({ true: 'gone', other: 'same' });
  });

  it.each([
    ['stands out where most others are as ever', { a: 90, b: 10, c: 10 }, 'which'],
    ['does not where half of the others do the same', { a: 90, b: 90, c: 10 }, 'unclear'],
    ['does not where there is nothing else', { a: 90 }, 'unclear'],
    ['is as ever', { a: 10, b: 90, c: 10 }, 'same'],
  ])('%s', async (_, own, shown) => {
    const normal = Object.fromEntries(Object.keys(own).map((name) => [name, 10]));
    const across = { ...worlds(own, { other: calm }), healthy: source(normal) };
    expect(await one(across, asked({ service: 'a' }, { how: 'pointed' }))).toMatchObject({ true: shown });
  });

  it('rules out nobody by what the team itself changed', async () => {
    const across = worlds({ a: 10, b: 10 }, { like: { a: 90, b: 10 } }, { a: 90, b: 10 });
    expect(await one(across, asked({ service: 'a' }, { acted: true }))).toEqual({ true: 'same', like: 'unclear' });
  });

  it('still rules out by what the team did not change', async () => {
    const across = worlds({ a: 90, b: 10 }, { other: { a: 10, b: 10 } });
    expect(await one(across, asked({ service: 'a' }, { acted: true }))).toEqual({ true: 'higher', other: 'same' });
  });

  it('is not asked of rivals after the time to which they are run', async () => {
    const across = worlds({ a: 90, b: 10 }, { other: { a: 10, b: 10 } });
    const late = { fromMs: 20 * minute, toMs: 25 * minute };
    expect(await one(across, asked({ service: 'a' }, { window: late }))).toEqual({ true: 'higher', other: 'unclear' });
  });

  it('of the incident itself is asked where nobody acted', async () => {
    const across = worlds({ a: 10, b: 10 }, { other: { a: 10, b: 10 } }, { a: 90, b: 10 });
    expect(await one(across, asked({ service: 'a' }, { untouched: true }))).toEqual({ true: 'higher', other: 'same' });
  });

  it('is unclear everywhere when it cannot be asked', async () => {
    const broken: Examined = { query: () => Promise.reject(new Error('gone')) };
    const across = { ...worlds(calm, {}), own: { name: null, open: async () => broken } };
    expect(await one(across, asked({ service: 'a' }))).toEqual({ true: 'unclear' });
  });

  it('opens a world only for what nobody has asked of it', async () => {
    let opened = 0;
    const named = (name: string, levels: Readonly<Record<string, number>>): Source => ({
      name,
      open: async () => {
        opened++;
        return world(levels);
      },
    });
    const across = {
      ...worlds({ a: 90, b: 10 }, {}),
      rivals: [{ id: 'other', source: named('other', { a: 10, b: 90 }) }],
    };
    const first = await one(across, asked({ service: 'a' }));
    expect([await one(across, asked({ service: 'a' })), opened]).toEqual([first, 1]);
    const later = { fromMs: minute, toMs: 6 * minute };
    await one(across, asked({ service: 'a' }, { window: later, asOfMs: 6 * minute }));
    expect(opened).toBe(2);
  });
});
