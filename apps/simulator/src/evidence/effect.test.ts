import { describe, expect, it } from 'vitest';
import { type Suffering, verdictOf } from './effect.ts';

const minuteMs = 60_000;
const well: Suffering = { firingMs: 0, requests: 100_000, failedRequests: 20, failedWrites: 8 };
const ill: Suffering = { ...well, firingMs: 10 * minuteMs, failedRequests: 900, failedWrites: 300 };
const withSome = (of: Suffering, over: Partial<Suffering>): Suffering => ({ ...of, ...over });

describe('an action', () => {
  it('fits when the alert holds half as long or less', () => {
    expect(verdictOf(well, ill, 0)).toBe('fits');
    expect(verdictOf(withSome(ill, { firingMs: 5 * minuteMs }), ill, 0)).toBe('fits');
    expect(verdictOf(withSome(ill, { firingMs: 7 * minuteMs }), ill, 0)).toBe('nothing');
  });

  it('does nothing where nothing was the matter, or little changes', () => {
    expect(verdictOf(well, well, 0)).toBe('nothing');
    expect(verdictOf(ill, ill, 0)).toBe('nothing');
    expect(verdictOf(withSome(well, { failedRequests: 90, firingMs: 15_000 }), well, 0)).toBe('nothing');
  });

  it('is harmful when the alert holds longer, or what people wrote is lost', () => {
    expect(verdictOf(withSome(ill, { firingMs: 20 * minuteMs }), ill, 0)).toBe('harmful');
    expect(verdictOf(withSome(well, { failedWrites: 400 }), ill, 0)).toBe('fits');
    expect(verdictOf(withSome(well, { failedWrites: 500 }), ill, 0)).toBe('harmful');
    expect(verdictOf(well, ill, 1)).toBe('harmful');
  });

  it('may cost answers when it works, and not when it does not', () => {
    const shed = { failedRequests: 9_000 };
    expect(verdictOf(withSome(well, shed), ill, 0)).toBe('fits');
    expect(verdictOf(withSome(ill, shed), ill, 0)).toBe('harmful');
  });
});
