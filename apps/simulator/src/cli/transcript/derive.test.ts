import { describe, expect, it } from 'vitest';
import { transcriptSchema } from '../../scenario/transcript.ts';
import { kindOf } from '../../scenario/transcript-steps.ts';
import { stepsOf } from './derive.ts';

const parse = (value: unknown) => transcriptSchema.parse(value);

const solution = parse({
  says: 'well done',
  steps: [
    { at: '1:00', pin: 'pool', metric: 'up', reading: 'higher' },
    { pin: 'lines', log: '{service="redis"}', reading: 'same' },
    { at: '3:00', timeline: 'it began', when: '13:46', pin: 'pool' },
    {
      at: '5:00',
      lock: {
        component: 'redis',
        mechanism: 'deadlock',
        recovery: 'restart',
        cites: { component: ['pool', 'lines'] },
        predictions: [{ id: 'p', text: 'more', metric: 'up', outcome: 'higher' }],
        alternatives: [{ component: 'queue', mechanism: 'other', because: 'no', pins: ['pool'] }],
      },
    },
    { at: '7:00', code: { search: 'pool' } },
    { at: '9:00', submit: true },
  ],
});

const derived = (edits: unknown, more: object = {}) =>
  stepsOf(parse({ says: 'x', from: 'solution', edits, ...more }), solution);
const told = (steps: ReturnType<typeof stepsOf>): string[] => steps.map(({ atS, step }) => `${atS} ${kindOf(step)}`);
const locks = (steps: ReturnType<typeof stepsOf>) => steps.flatMap(({ step }) => ('lock' in step ? [step.lock] : []));

describe('a transcript', () => {
  it('has its steps where they say, and a while apart where they do not', () => {
    expect(told(stepsOf(solution, null))).toEqual([
      '60 pin',
      '80 pin',
      '180 timeline',
      '300 lock',
      '420 code',
      '540 submit',
    ]);
  });

  it('is the solution, slower', () => {
    expect(told(derived([{ stretch: 2 }]))).toEqual([
      '120 pin',
      '160 pin',
      '360 timeline',
      '600 lock',
      '840 code',
      '1080 submit',
    ]);
  });

  it('loses kinds of steps and named pins, and then nothing cites them', () => {
    const steps = derived([{ without: ['pool', 'code'] }]);
    expect(told(steps)).toEqual(['80 pin', '180 timeline', '300 lock', '540 submit']);
    expect(steps[1]?.step).not.toHaveProperty('pin');
    expect(locks(steps)[0]).toMatchObject({ cites: { component: ['lines'] }, alternatives: [{ pins: [] }] });
  });

  it('reads code first, and does all else later by as much', () => {
    expect(told(derived([{ first: ['code'] }]))).toEqual([
      '30 code',
      '120 pin',
      '140 pin',
      '240 timeline',
      '360 lock',
      '600 submit',
    ]);
  });

  it('leaves slots out and says others', () => {
    expect(locks(derived([{ slots: { recovery: null, mechanism: 'other' } }]))[0]).toMatchObject({
      component: 'redis',
      mechanism: 'other',
      recovery: null,
    });
  });

  it('locks other hypotheses on the same evidence before its own', () => {
    const steps = derived([{ spray: [{ component: 'node' }, { component: 'queue' }] }]);
    expect(locks(steps).map(({ component }) => component)).toEqual(['node', 'queue', 'redis']);
    expect(told(steps).slice(3, 6)).toEqual(['300 lock', '330 lock', '360 lock']);
  });

  it('guesses before it answers', () => {
    expect(told(derived([{ guesses: [{ component: 'node' }] }])).slice(3, 7)).toEqual([
      '300 lock',
      '330 submit',
      '360 lock',
      '480 code',
    ]);
  });

  it('takes hints on the way to the lock', () => {
    expect(told(derived([{ hints: 2 }])).filter((line) => line.endsWith('hint'))).toEqual(['100 hint', '200 hint']);
  });

  it('opens with something else, and goes on after it', () => {
    const steps = derived([], { opening: [{ at: '0:40', submit: true }], steps: [{ hint: true }] });
    expect([told(steps)[0], told(steps)[1], told(steps).at(-1)]).toEqual(['40 submit', '100 pin', '600 hint']);
  });

  it('says what a step may be', () => {
    expect(() => parse({ says: 'x', steps: [{ pin: 'a', metric: 'up', reading: 'much' }] })).toThrow();
    expect(() => stepsOf(parse({ says: 'x', from: 'solution' }), null)).toThrow(/no solution.yaml/);
  });
});
