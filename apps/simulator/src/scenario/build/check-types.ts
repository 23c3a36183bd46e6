/** A state of the shop's source, held against the shop's own compiler settings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Files } from '../repository/patch.ts';

export interface TypeProblem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/** As the compiler would read them from `shopRoot`, where the states are not. */
function settingsOf(shopRoot: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(shopRoot, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, shopRoot).options, noEmit: true };
}

/** Checks one state after the other; what two have in common is parsed and checked once. */
export class TypeChecker {
  readonly #shopRoot: string;
  readonly #options: ts.CompilerOptions;
  readonly #host: ts.CompilerHost;
  readonly #parsed = new Map<string, ts.SourceFile>();
  #files: Files = new Map();
  #last: ts.Program | undefined;

  constructor(shopRoot: string) {
    this.#shopRoot = shopRoot;
    this.#options = settingsOf(shopRoot);
    const disk = ts.createCompilerHost(this.#options);
    const textOf = (path: string): string | undefined => this.#textOf(path, disk);
    this.#host = {
      ...disk,
      fileExists: (path) => textOf(path) !== undefined,
      readFile: textOf,
      getSourceFile: (path, options) => {
        const text = textOf(path);
        if (text === undefined) return undefined;
        const key = `${path}\0${text}`;
        const parsed = this.#parsed.get(key) ?? ts.createSourceFile(path, text, options, true);
        this.#parsed.set(key, parsed);
        return parsed;
      },
    };
  }

  /** The first problem, in the order of files; null when there is none. */
  firstProblem(files: Files): TypeProblem | null {
    this.#files = files;
    const roots = [...files.keys()].filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts')).sort();
    const program = ts.createProgram(
      roots.map((path) => join(this.#shopRoot, path)),
      this.#options,
      this.#host,
      this.#last,
    );
    this.#last = program;
    for (const path of roots) {
      const source = program.getSourceFile(join(this.#shopRoot, path));
      const [found] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      if (!found) continue;
      const line = source ? source.getLineAndCharacterOfPosition(found.start ?? 0).line + 1 : 1;
      return { path, line, message: ts.flattenDiagnosticMessageText(found.messageText, ' ') };
    }
    return null;
  }

  /** Of the shop only what the state has; libraries of the language from where they are installed. */
  #textOf(path: string, disk: ts.CompilerHost): string | undefined {
    const own = `${this.#shopRoot}/`;
    return path.startsWith(own) ? this.#files.get(path.slice(own.length)) : disk.readFile(path);
  }
}
