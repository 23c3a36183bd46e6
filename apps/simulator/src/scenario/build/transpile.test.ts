import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { transpile } from './transpile.ts';

describe('transpile', () => {
  it('gives the same from disk as from the compiler', () => {
    const text = `export const mark: string = '${randomUUID()}';\n`;
    const made = transpile('src/a/index.ts', text);
    expect(made.code).toContain('exports.mark = ');
    expect(made.code).not.toContain(': string');
    expect(JSON.parse(made.map)).toMatchObject({ version: 3 });
    expect(transpile('src/a/index.ts', text)).toEqual(made);
  });

  it('keeps files of the same text apart', () => {
    const names = ['src/a/index.ts', 'src/a/other.ts'].map(
      (path) => JSON.parse(transpile(path, 'export {};\n').map).sources,
    );
    expect(names[0]).not.toEqual(names[1]);
  });
});
