import { describe, expect, it } from 'vitest';
import type { Commit, Course, Scenario, Variant } from '../../scenario/index.ts';
import { sliceKey } from './cache.ts';
import type { Slice } from './slices.ts';

const commit = (sha: string): Commit => ({
  sha,
  author: 'Ana',
  email: 'ana@shop.example',
  timeMs: 0,
  subject: 'A change',
  body: '',
  changes: [],
});
const innocent = commit('aaaa');
const cause = commit('bbbb');

type Courses = Readonly<Record<string, Course>>;
const courses: Courses = {
  true: { commits: [innocent, cause], releases: [], changes: [], bad: cause },
  healthy: { commits: [innocent], releases: [], changes: [], bad: null },
  'rival:slow': {
    commits: [innocent],
    releases: [],
    changes: [{ atMs: 5, untilMs: null, change: { kind: 'data', table: 'orders', rows: 9 } }],
    bad: null,
  },
};

const keysOf = (changed: Courses): Record<string, string> => {
  // The key is made of these two alone.
  const scenario = { hash: 'shop', course: (variant: Variant) => changed[variant]! } as unknown as Scenario;
  const key = (variant: Variant, kind: Slice['kind']): string =>
    sliceKey(scenario, { scenarioId: 'x', seed: 1, variant, inputs: [] }, { kind, fromMs: 0, toMs: 1 });
  return {
    history: key('healthy', 'history'),
    true: key('true', 'incident'),
    healthy: key('healthy', 'incident'),
    rival: key('rival:slow', 'incident'),
  };
};

const changedKeys = (changed: Courses): string[] => {
  const before = keysOf(courses);
  const after = keysOf({ ...courses, ...changed });
  return Object.keys(before).filter((name) => before[name] !== after[name]);
};

describe('sliceKey', () => {
  it('tells variants apart', () => {
    expect(new Set(Object.values(keysOf(courses))).size).toBe(4);
  });

  it('leaves all but one rival on disk when that rival is edited', () => {
    const rival = courses['rival:slow']!;
    const edited = [{ ...rival.changes[0]!, change: { kind: 'data', table: 'orders', rows: 10 } as const }];
    expect(changedKeys({ 'rival:slow': { ...rival, changes: edited } })).toEqual(['rival']);
  });

  it("changes the history too when main's commits change, since its feed shows the merges", () => {
    const other = commit('cccc');
    expect(changedKeys({ true: { ...courses.true!, commits: [innocent, other], bad: other } })).toEqual([
      'history',
      'true',
    ]);
  });

  it('knows which commit is bad, for the pipeline acts on it', () => {
    expect(changedKeys({ true: { ...courses.true!, bad: innocent } })).toEqual(['true']);
  });
});
