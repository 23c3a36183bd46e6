import { expect, it } from 'vitest';
import { parseDiff, splitRows } from './diff.ts';

const two = `diff --git a/src/a.ts b/src/a.ts
index 1..2 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -2,4 +2,3 @@ function a() {
 two
-three
+THREE
 four
--- looks like a header
\\ No newline at end of file
@@ -20 +20,2 @@
 twenty
+more
diff --git a/new.sql b/new.sql
new file mode 100644
--- /dev/null
+++ b/new.sql
@@ -0,0 +1 @@
+SELECT 1
diff --git a/old.sql b/old.sql
--- a/old.sql
+++ /dev/null
@@ -1 +0,0 @@
-SELECT 2
`;

it('reads files, hunks and line numbers', () => {
  const files = parseDiff(two);
  expect(files.map(({ path, change, addedCount, removedCount }) => [path, change, addedCount, removedCount])).toEqual([
    ['src/a.ts', 'changed', 2, 2],
    ['new.sql', 'added', 1, 0],
    ['old.sql', 'deleted', 0, 1],
  ]);
  expect(files[0]?.hunks[0]?.lines.map(({ before, after, text }) => [before, after, text])).toEqual([
    [2, 2, 'two'],
    [3, null, 'three'],
    [null, 3, 'THREE'],
    [4, 4, 'four'],
    [5, null, '-- looks like a header'],
  ]);
  expect(files[0]?.hunks[1]?.lines.map(({ before, after }) => [before, after])).toEqual([
    [20, 20],
    [null, 21],
  ]);
});

it('sets what replaced a line beside it', () => {
  const lines = parseDiff(two)[0]?.hunks[0]?.lines ?? [];
  expect(splitRows(lines).map(({ left, right }) => [left?.text ?? null, right?.text ?? null])).toEqual([
    ['two', 'two'],
    ['three', 'THREE'],
    ['four', 'four'],
    ['-- looks like a header', null],
  ]);
});

it('finds nothing in what is no diff', () => expect(parseDiff('hello\n@@ -1 +1 @@\n')).toEqual([]));
