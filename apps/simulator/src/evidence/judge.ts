export type Verdict = 'right' | 'wrong' | 'unclear';

/**
 * Whether a reading matches what the worlds show. Where they do not differ clearly, nothing is right or wrong.
 * "This one" is right only of what is known to stand out, and wrong of what looks as ever.
 */
export function judgeReading(reading: string, outcome: string): Verdict {
  if (outcome === 'unclear') return 'unclear';
  if (reading === outcome) return 'right';
  if (reading === 'which') return outcome === 'same' ? 'wrong' : 'unclear';
  // A burst in a short window is both.
  if (reading === 'higher' && outcome === 'comes-and-goes') return 'right';
  return 'wrong';
}
