import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Folders whose code runs inside worlds, or must be a pure function of what it is given. */
const folders = [
  'apps/shop/src',
  'apps/simulator/src/kernel',
  'apps/simulator/src/platform',
  'apps/simulator/src/score',
];

const forbidden = [
  'Date.now',
  'Math.random',
  'performance.now',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'process.hrtime',
];

/** The kernel's loop gives the thread back to Node now and then; nothing else may touch real time. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'apps/simulator/src/kernel/drain.ts': ['setImmediate'],
  'apps/simulator/src/kernel/kernel.ts': ['setImmediate'],
};

const callsIn = (path: string): string[] => {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(node.expression.getText(source));
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && !node.arguments?.length)
      found.push('new Date()');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

describe('no wall clock and no unseeded chance in worlds', () => {
  it.each(folders)('%s', (folder) => {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('/live/'));
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.flatMap((path) => {
      const name = relative(root, path);
      const banned = [...forbidden, 'new Date()'].filter((call) => !exceptions[name]?.includes(call));
      return callsIn(path)
        .filter((call) => banned.includes(call))
        .map((call) => `${name}: ${call}`);
    });
    expect(wrong).toEqual([]);
  });
});
