/** TypeScript to JavaScript, kept on disk by what it was made of: the compiler takes longer to load than to work. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import type typescript from 'typescript';
import { z } from 'zod';

/** The shop cannot be compiled: says which file and line, in the compiler's words. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

const require = createRequire(import.meta.url);

// The compiler cannot say its version without being loaded whole.
const { version } = z.object({ version: z.string() }).parse(require('typescript/package.json'));

/** Change it with the settings below: what was kept was made with others. */
const settingsVersion = 1;

const keptSchema = z.object({ code: z.string(), map: z.string() });

/** `map` is a source map, as JSON. */
export type Transpiled = z.infer<typeof keptSchema>;

const folder = fileURLToPath(new URL('../../../node_modules/.cache/shop', import.meta.url));

function read(file: string): Transpiled | null {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there yet, or not whole.
    return null;
  }
}

function keep(file: string, transpiled: Transpiled): void {
  const temporary = `${file}.${process.pid}.${threadId}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, JSON.stringify(transpiled));
    renameSync(temporary, file);
  } catch {
    // An installation that cannot be written to compiles anew each time.
  }
}

/** Throws BuildError. */
export function transpile(path: string, text: string): Transpiled {
  const parts = [settingsVersion, version, path, text];
  const file = join(folder, `${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}.json`);
  const known = read(file);
  if (known) return known;
  const transpiled = compile(path, text);
  keep(file, transpiled);
  return transpiled;
}

function compile(path: string, text: string): Transpiled {
  // What require gives is the module of that name.
  const ts = require('typescript') as typeof typescript;
  const result = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS, sourceMap: true },
  });
  const problem = result.diagnostics?.[0];
  if (problem) {
    const line = problem.file ? problem.file.getLineAndCharacterOfPosition(problem.start ?? 0).line + 1 : 0;
    throw new BuildError(`${path}:${line}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`);
  }
  return { code: result.outputText, map: result.sourceMapText ?? '{}' };
}
