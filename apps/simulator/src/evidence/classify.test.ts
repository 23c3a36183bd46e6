import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { classify } from './classify.ts';
import { judgeReading } from './judge.ts';

const exampleSchema = z.array(
  z.object({
    name: z.string(),
    healthy: z.array(z.number()),
    seen: z.array(z.number()),
    floor: z.number(),
    outcome: z.string(),
  }),
);
const examples = exampleSchema.parse(
  JSON.parse(readFileSync(new URL('./examples/classify.json', import.meta.url), 'utf8')),
);

describe('how a series differs from the healthy one', () => {
  it.each(examples)('$name', ({ healthy, seen, floor, outcome }) => {
    expect(classify(healthy, seen, { floor })).toBe(outcome);
  });

  it('a world compared with itself is the same, whatever it shows', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 80 }), (values) => {
        expect(classify(values, values, { floor: 1 })).toBe('same');
      }),
    );
  });
});

describe('a reading', () => {
  it.each([
    ['higher', 'higher', 'right'],
    ['higher', 'comes-and-goes', 'right'],
    ['higher', 'same', 'wrong'],
    ['same', 'higher', 'wrong'],
    ['which', 'which', 'right'],
    ['which', 'higher', 'unclear'],
    ['which', 'same', 'wrong'],
    ['lower', 'unclear', 'unclear'],
  ] as const)('%s where it is %s is %s', (reading, outcome, verdict) => {
    expect(judgeReading(reading, outcome)).toBe(verdict);
  });
});
