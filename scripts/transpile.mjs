// TypeScript to JavaScript, file by file. Types are checked by `npm test`, not here, so starting stays quick.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const sources = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

const modifiedMs = (path) => {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return -1;
  }
};

/** Brings `dist` up to date with `src`; returns how many files were written. */
export async function transpile(packageFolder) {
  const source = join(packageFolder, 'src');
  const target = join(packageFolder, 'dist');
  const wanted = new Map(
    sources(source).map((path) => [join(target, relative(source, path)).replace(/\.ts$/, '.js'), path]),
  );
  const stale = [...wanted].filter(([out, path]) => modifiedMs(out) < modifiedMs(path));
  if (modifiedMs(target) >= 0) {
    for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !wanted.has(path.replace(/\.map$/, ''))) rmSync(path);
    }
  }
  if (stale.length === 0) return 0;
  const { default: ts } = await import('typescript');
  for (const [out, path] of stale) {
    const result = ts.transpileModule(readFileSync(path, 'utf8'), {
      fileName: path,
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
        sourceMap: true,
      },
    });
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, result.outputText);
    writeFileSync(`${out}.map`, result.sourceMapText ?? '{}');
  }
  return stale.length;
}
