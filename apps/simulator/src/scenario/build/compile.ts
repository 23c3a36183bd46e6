/** Shop source to running services: transpiled, loaded in this thread, stack traces mapped back. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { Script } from 'node:vm';
import type { Start } from '@firedrill/shop/ports';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Files } from '../repository/patch.ts';
import { BuildError, transpile } from './transpile.ts';

export { BuildError };

interface CompiledModule {
  readonly run: (exports: object, require: (name: string) => object) => void;
}

const compiled = new Map<string, CompiledModule>();
/** By script; as JSON until the first stack trace from it. */
const maps = new Map<string, TraceMap | string>();

/** A file name that tells builds apart in a stack trace: /app/<hash>/src/... */
const scriptName = (path: string, hash: string): string => `/app/${hash}/${path}`;

function compileModule(path: string, text: string): CompiledModule {
  const hash = createHash('sha1').update(path).update('\0').update(text).digest('hex').slice(0, 12);
  const known = compiled.get(hash);
  if (known) return known;
  const { code, map } = transpile(path, text);
  const name = scriptName(path, hash);
  const script = new Script(`(function (exports, require) {${code}\n})`, { filename: name });
  maps.set(name, map);
  // The wrapper above has exactly this shape.
  const module = { run: script.runInThisContext() as CompiledModule['run'] };
  compiled.set(hash, module);
  return module;
}

/** Loads `src/<service>/index.ts` with what it imports. Throws BuildError. */
export function loadService(files: Files, service: string): Start {
  const loaded = new Map<string, object>();
  const load = (path: string, from: string): object => {
    const known = loaded.get(path);
    if (known) return known;
    const text = files.get(path);
    if (text === undefined) throw new BuildError(`${from}: imports ${path}, which does not exist`);
    const exports = {};
    loaded.set(path, exports);
    compileModule(path, text).run(exports, (name) => {
      if (!name.startsWith('.')) throw new BuildError(`${path}: imports ${name}; services import only their own files`);
      const target = posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts');
      return load(target, path);
    });
    return exports;
  };
  const entry = load(`src/${service}/index.ts`, service);
  if (!('start' in entry) || typeof entry.start !== 'function') {
    throw new BuildError(`src/${service}/index.ts: must export start(ports)`);
  }
  // The shop's own compiler settings check that `start` is a Start.
  return entry.start as Start;
}

function mapOf(script: string): TraceMap | undefined {
  const map = maps.get(script);
  if (typeof map !== 'string') return map;
  const parsed = new TraceMap(map);
  maps.set(script, parsed);
  return parsed;
}

const frame = /\(?(\/app\/[0-9a-f]{12}\/src\/[^:)\s]+):(\d+):(\d+)\)?/;

/** A stack trace as the shop's container would print it: its own frames only, at their source positions. */
export function mapStack(stack: string): string {
  const [first = '', ...frames] = stack.split('\n');
  const kept = frames.flatMap((line) => {
    const match = frame.exec(line);
    const map = match?.[1] ? mapOf(match[1]) : undefined;
    if (!match?.[1] || !map) return [];
    const firstLineShift = '(function (exports, require) {'.length;
    const lineNumber = Number(match[2]);
    const column = Number(match[3]) - 1 - (lineNumber === 1 ? firstLineShift : 0);
    const position = originalPositionFor(map, { line: lineNumber, column: Math.max(0, column) });
    if (position.line === null) return [];
    const source = match[1].replace(/^\/app\/[0-9a-f]{12}\//, '/app/');
    return [
      line.replace(
        frame,
        (text) =>
          `${text.startsWith('(') ? '(' : ''}${source}:${position.line}:${(position.column ?? 0) + 1}${text.endsWith(')') ? ')' : ''}`,
      ),
    ];
  });
  return [first, ...kept].join('\n');
}
