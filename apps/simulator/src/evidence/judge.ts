export type Verdict = 'right' | 'wrong' | 'unclear';

/** Whether a reading matches what the worlds show. Where they do not differ clearly, nothing is right or wrong. */
export function judgeReading(reading: string, outcome: string): Verdict {
  if (outcome === 'unclear') return 'unclear';
  // "This one" claims that something stands out: noise that is everywhere is no evidence, but no mistake either.
  if (reading === 'which') return outcome === 'same' ? 'unclear' : 'right';
  if (reading === outcome) return 'right';
  // A burst in a short window is both.
  if (reading === 'higher' && outcome === 'comes-and-goes') return 'right';
  return 'wrong';
}
