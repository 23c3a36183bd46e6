import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf, type Files, parseCommitPatch, withChanges } from './patch.ts';

const numbers = Array.from({ length: 40 }, (_, i) => `line ${i + 1}`);
const files: Files = new Map([['src/a.ts', `${numbers.join('\n')}\n`]]);

const patchText = (diff: string): string => `From: Priya Raman <priya.raman@shop.example>
Date: Sat, 16 Mar 2024 13:36:12 +0000
Subject: [PATCH 2/3] Recent orders: show orders
 up to the second

The list only knows orders placed here.

SHOP-861
---
 src/a.ts | 2 +-
 1 file changed
${diff}-- 
2.39.2
`;

/** Two hunks, far apart. */
const twoHunks = `diff --git a/src/a.ts b/src/a.ts
index 111..222 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,4 +1,4 @@
 line 1
-line 2
+line two
 line 3
 line 4
@@ -29,5 +29,5 @@
 line 29
 line 30
-line 31
+line thirty-one
 line 32
 line 33
`;

describe('parseCommitPatch', () => {
  it('reads the header, a folded subject without its tag, and the message without the diffstat', () => {
    const { author, email, timeMs, subject, body } = parseCommitPatch(patchText(twoHunks), '0002.patch');
    expect({ author, email, subject, body, time: new Date(timeMs).toISOString() }).toEqual({
      author: 'Priya Raman',
      email: 'priya.raman@shop.example',
      subject: 'Recent orders: show orders up to the second',
      body: 'The list only knows orders placed here.\n\nSHOP-861',
      time: '2024-03-16T13:36:12.000Z',
    });
  });

  it.each([
    [/^From: .*\n/m, '', 'no "From:" header'],
    [/^From: .*$/m, 'From: Priya Raman', '"From:" must be "Name <address>"'],
    [/^Date: .*$/m, 'Date: yesterday', '"Date:" is not a date'],
    [/^Subject: .*\n .*\n/m, '', 'no "Subject:" header'],
    [/^diff [\s\S]*$/m, '', 'no diff in it'],
  ])('names the patch when %s became "%s"', (part, replacement, reason) => {
    const text = patchText(twoHunks).replace(part, replacement);
    expect(() => parseCommitPatch(text, '0002.patch')).toThrow(`0002.patch: ${reason}`);
  });

  it('does not take a header from the message', () => {
    const text = patchText(twoHunks)
      .replace(/^Date: .*\n/m, '')
      .replace('SHOP-861', 'Date: Sat, 16 Mar 2024 13:36:12 +0000');
    expect(() => parseCommitPatch(text, '0002.patch')).toThrow('no "Date:" header');
  });
});

describe('changesOf', () => {
  const apply = (diff: string, to: Files = files) =>
    changesOf(parseCommitPatch(patchText(diff), '0002.patch'), to, '0002.patch');

  it('gives what each file was and became', () => {
    const after = numbers.join('\n').replace('line 2\n', 'line two\n').replace('line 31', 'line thirty-one');
    expect(apply(twoHunks)).toEqual([{ path: 'src/a.ts', before: files.get('src/a.ts'), after: `${after}\n` }]);
  });

  it.each([
    ['line 1', 1, 1],
    ['line 30', 2, 29],
  ])('names patch, file and hunk when "%s" is no longer there', (line, hunk, at) => {
    const edited = new Map([['src/a.ts', files.get('src/a.ts')?.replace(`${line}\n`, 'something else\n') ?? '']]);
    expect(() => apply(twoHunks, edited)).toThrow(`0002.patch: src/a.ts: hunk ${hunk} (line ${at}) does not apply`);
  });

  const created = `diff --git a/src/b.ts b/src/b.ts
new file mode 100644
--- /dev/null
+++ b/src/b.ts
@@ -0,0 +1,2 @@
+one
+two
`;
  const deleted = `diff --git a/src/b.ts b/src/b.ts
deleted file mode 100644
--- a/src/b.ts
+++ /dev/null
@@ -1,2 +0,0 @@
-one
-two
`;

  it('creates and deletes files', () => {
    const more = withChanges(files, apply(created));
    expect(more.get('src/b.ts')).toBe('one\ntwo\n');
    const changes = apply(deleted, more);
    expect(changes).toEqual([{ path: 'src/b.ts', before: 'one\ntwo\n', after: null }]);
    expect(withChanges(more, changes)).toEqual(files);
  });

  it('names a file that is missing, and one that is there already', () => {
    expect(() => apply(deleted)).toThrow('0002.patch: src/b.ts does not exist');
    expect(() => apply(created, withChanges(files, apply(created)))).toThrow('0002.patch: src/b.ts exists already');
  });

  it('leads from any text to any other by their diff', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', '  d'), { maxLength: 30 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const diff = createTwoFilesPatch('a/x.ts', 'b/x.ts', before, after).replace(
          /^=+\n/,
          'diff --git a/x.ts b/x.ts\n',
        );
        const patch = parseCommitPatch(`From: A <a@b>\nDate: 2024-03-16\nSubject: s\n\n${diff}`, 'p');
        expect(changesOf(patch, new Map([['x.ts', before]]), 'p')[0]?.after).toBe(after);
      }),
    );
  });
});
