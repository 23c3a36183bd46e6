import { describe, expect, it } from 'vitest';
import { asksAhead } from './ahead.ts';

describe('asksAhead', () => {
  const asking = (untilMs: number, refused = -1) => {
    const asked: number[] = [];
    const at = asksAhead(
      15,
      () => untilMs,
      async (atMs) => {
        asked.push(atMs);
        if (atMs === refused) throw new Error('refused');
        return atMs * 2;
      },
    );
    return { asked, at };
  };

  it('asks for all that can be asked for, each once', async () => {
    const { asked, at } = asking(50);
    expect(await at(0)).toBe(0);
    expect(asked).toEqual([0, 15, 30, 45]);
    expect(await at(15)).toBe(30);
    expect(await at(60)).toBe(120);
    expect(asked).toEqual([0, 15, 30, 45, 60]);
  });

  it('refuses only whoever comes to the instant that failed', async () => {
    const { at } = asking(50, 30);
    await expect(at(15)).resolves.toBe(30);
    await expect(at(30)).rejects.toThrow('refused');
  });
});
