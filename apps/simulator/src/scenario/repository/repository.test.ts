import { describe, expect, it } from 'vitest';
import type { Commit } from './history.ts';
import { changesOf, type FileChange, parseCommitPatch } from './patch.ts';
import { createRepository } from './repository.ts';

const at = (time: string): number => Date.parse(`2024-03-16T${time}:00Z`);
const commit = (n: number, time: string, subject: string, changes: readonly FileChange[]): Commit => ({
  sha: `${n}`.repeat(40),
  author: 'Mara Lindqvist',
  email: 'mara.lindqvist@shop.example',
  timeMs: at(time),
  subject,
  body: 'Why.',
  changes,
});
const lines = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`);
const first = `${lines.join('\n')}\n`;
const second = first.replace('line 6', 'line six: Pool');

const repository = createRepository([
  commit(1, '10:00', 'Start', [
    { path: 'src/a.ts', before: null, after: first },
    { path: 'src/lib/old.ts', before: null, after: 'pool\n' },
  ]),
  commit(2, '12:00', 'Edit', [{ path: 'src/a.ts', before: first, after: second }]),
  commit(3, '13:00', 'Move', [
    { path: 'src/lib/old.ts', before: 'pool\n', after: null },
    { path: 'src/new.ts', before: null, after: 'no newline at the end' },
  ]),
]);

describe('the repository as of an instant', () => {
  it('holds what was merged by then, the instant itself included', () => {
    const paths = (atMs: number): string[] => repository.tree(atMs).map(({ path, kind }) => `${kind} ${path}`);
    expect(paths(at('09:59'))).toEqual([]);
    expect(paths(at('10:00'))).toEqual(['folder src', 'file src/a.ts', 'folder src/lib', 'file src/lib/old.ts']);
    expect(paths(at('13:00'))).toEqual(['folder src', 'file src/a.ts', 'file src/new.ts']);
    expect(repository.file('src/a.ts', at('12:00') - 1)?.text).toBe(first);
    expect(repository.file('src/a.ts', at('12:00'))?.text).toBe(second);
  });

  it('tells nothing of later merges in any way of asking', () => {
    const before = at('12:59');
    expect(repository.commit('3'.repeat(40), before)).toBeNull();
    expect(repository.file('src/new.ts', before)).toBeNull();
    expect(repository.file('src/new.ts', before, '3'.repeat(40))).toBeNull();
    expect(repository.search('newline', before)).toEqual([]);
    expect(repository.log(undefined, before).map(({ subject }) => subject)).toEqual(['Edit', 'Start']);
    expect(repository.log('src/new.ts', before)).toEqual([]);
  });

  it('gives files as they were at a commit', () => {
    const file = repository.file('src/a.ts', at('14:00'), '1'.repeat(7));
    expect(file).toEqual({ path: 'src/a.ts', commit: '1'.repeat(40), text: first });
    expect(repository.file('src/lib/old.ts', at('14:00'))).toBeNull();
    expect(repository.file('src/lib/old.ts', at('14:00'), '2222222')?.text).toBe('pool\n');
  });

  it('knows commits by seven or more digits and no fewer', () => {
    expect(repository.commit('2222222', at('14:00'))?.subject).toBe('Edit');
    expect(repository.commit('222222', at('14:00'))).toBeNull();
    expect(repository.file('src/a.ts', at('14:00'), 'abcdef0')).toBeNull();
  });

  it('lists the commits of a file or a folder, newest first', () => {
    const subjects = (path: string): string[] => repository.log(path, at('14:00')).map(({ subject }) => subject);
    expect(subjects('src/a.ts')).toEqual(['Edit', 'Start']);
    expect(subjects('src/lib')).toEqual(['Move', 'Start']);
    expect(subjects('src')).toEqual(['Move', 'Edit', 'Start']);
    expect(subjects('src/a')).toEqual([]);
  });

  it('finds text whatever its case, with three lines on either side', () => {
    const found = repository.search('pool', at('12:00'));
    expect(found.map(({ path, line, text }) => `${path}:${line}: ${text}`)).toEqual([
      'src/a.ts:6: line six: Pool',
      'src/lib/old.ts:1: pool',
    ]);
    expect(found[0]?.before).toEqual(['line 3', 'line 4', 'line 5']);
    expect(found[0]?.after).toEqual(['line 7', 'line 8', 'line 9']);
  });

  it('shows a commit as a diff that git could apply', () => {
    const before = new Map([
      ['src/a.ts', second],
      ['src/lib/old.ts', 'pool\n'],
    ]);
    const detail = repository.commit('3333333', at('14:00'));
    expect(detail?.diff).toContain('--- a/src/lib/old.ts\n+++ /dev/null\n');
    expect(detail?.diff).toContain('\\ No newline at end of file');
    const text = `From: A <a@b>\nDate: 2024-03-16\nSubject: s\n\n${detail?.diff}`;
    expect(changesOf(parseCommitPatch(text, 'shown'), before, 'shown')).toEqual([
      { path: 'src/lib/old.ts', before: 'pool\n', after: null },
      { path: 'src/new.ts', before: null, after: 'no newline at the end' },
    ]);
  });
});
