import { describe, expect, it } from 'vitest';
import { littleShop, patchOf } from '../testing/little-shop.ts';
import { commitsOnTop, historyOf, revertOf } from './history.ts';
import { type Files, parseCommitPatch, withChanges } from './patch.ts';

const index = 'src/order-service/index.ts';
const prices = 'src/order-service/prices.ts';
const changed = (files: Files, path: string, from: string, to: string): Files =>
  new Map([...files, [path, files.get(path)?.replace(from, to) ?? '']]);
const named = (name: string, text: string) => ({ name, patch: parseCommitPatch(text, name) });

/** Newest first; each leads back from a state to the one before it. */
const two = changed(littleShop, index, 'three', 'two');
const reverse = [
  named('0001', patchOf(littleShop, { path: index, from: 'three', to: 'two' }, '12 09:00', 'Version three')),
  named('0002', patchOf(two, { path: prices, from: '19', to: '16' }, '05 09:00', 'Tax of 19 per cent')),
];
const history = historyOf(littleShop, reverse);

describe('historyOf', () => {
  it('is oldest first, begins with everything, and ends at the shop as it stands', () => {
    expect(history.map(({ subject }) => subject)).toEqual([
      'Start of the shop repository',
      'Tax of 19 per cent',
      'Version three',
    ]);
    const states = history.map((_, i) =>
      history.slice(0, i + 1).reduce<Files>((files, { changes }) => withChanges(files, changes), new Map()),
    );
    expect(states[0]?.get(prices)).toBe('export const taxPercent = 16;\n');
    expect(states[1]?.get(index)).toContain("'two'");
    expect(states[2]).toEqual(littleShop);
  });

  it('shows each change the way it was made, not the way back', () => {
    expect(history[2]?.changes).toEqual([{ path: index, before: two.get(index), after: littleShop.get(index) }]);
  });

  it('names commits by their content and all that came before', () => {
    for (const { sha } of history) expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(historyOf(littleShop, reverse).map(({ sha }) => sha)).toEqual(history.map(({ sha }) => sha));
    const other = historyOf(changed(littleShop, prices, 'taxPercent', 'vatPercent'), reverse.slice(0, 1));
    expect(other[1]?.changes).toEqual(history[2]?.changes);
    expect(other[1]?.sha).not.toBe(history[2]?.sha);
  });

  it('is one commit where no patch is known', () => {
    expect(historyOf(littleShop, []).map(({ changes }) => changes.length)).toEqual([littleShop.size]);
  });

  it('names the patch that an edit of the shop has broken', () => {
    const edited = changed(littleShop, index, 'three', '3');
    expect(() => historyOf(edited, reverse)).toThrow(/^0001: src\/order-service\/index\.ts: hunk 1/);
  });
});

describe('commits on top', () => {
  const tip = history.at(-1)?.sha ?? '';
  const four = named(
    '0010',
    patchOf(littleShop, { path: index, from: 'three', to: 'four' }, '16 10:00', 'Version four'),
  );
  const afterFour = changed(littleShop, index, 'three', 'four');
  const vat = named(
    '0011',
    patchOf(afterFour, { path: prices, from: '19', to: '7' }, '16 11:00', 'Books are taxed less'),
  );
  const five = named('0012', patchOf(afterFour, { path: index, from: 'four', to: 'five' }, '16 12:00', 'Version five'));
  const top = commitsOnTop(littleShop, tip, [four, vat, five]);

  it('build on each other', () => {
    expect(top.files.get(index)).toContain("'five'");
    expect(top.files.get(prices)).toContain('7');
    expect(() => commitsOnTop(littleShop, tip, [five])).toThrow(/^0012: .*hunk 1 \(line 1\) does not apply/);
  });

  it('are taken back by a commit of their own that leaves later work in place', () => {
    const [, second] = top.commits;
    const revert = second && revertOf(second, top.files, top.commits[2]?.sha ?? '', 'Ana', Date.UTC(2024, 2, 16, 14));
    expect(revert?.subject).toBe('Revert "Books are taxed less"');
    expect(revert?.body).toContain(second?.sha);
    const files = withChanges(top.files, revert?.changes ?? []);
    expect(files.get(prices)).toBe(littleShop.get(prices));
    expect(files.get(index)).toContain("'five'");
  });

  it('are not taken back over later work on the same file', () => {
    const [first] = top.commits;
    expect(first && revertOf(first, top.files, top.commits[2]?.sha ?? '', 'Ana', 0)).toBeNull();
  });
});
