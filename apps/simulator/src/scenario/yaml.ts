/** YAML with line numbers: a schema's complaint becomes file, line and reason. */
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A file that could not be used. */
export interface Refusal {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.file}:${refusal.line}: ${refusal.reason}`);
    this.refusal = refusal;
  }
}

export interface ParsedYaml<T> {
  readonly value: T;
  /** 1-based line of the key or item at a path, or of its nearest parent. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** The key itself, of a value in a mapping: a long value may begin on a later line. */
function keyNode(parent: unknown, key: PropertyKey | undefined): unknown {
  if (!isMap(parent)) return undefined;
  return parent.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key;
}

const complaints = (branch: readonly Issue[]): number =>
  branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

/** Of alternatives that all fail, the complaint about the one that was probably meant: it has the fewest. */
function clearest(issue: Issue): { readonly path: readonly PropertyKey[]; readonly message: string } {
  if (issue.code === 'unrecognized_keys') return { path: [...issue.path, issue.keys[0] ?? ''], message: issue.message };
  if (issue.code !== 'invalid_union') return issue;
  const [nearest] = [...issue.errors].sort((a, b) => complaints(a) - complaints(b));
  const [first] = nearest ?? [];
  if (!first) return issue;
  const inner = clearest(first);
  return { path: [...issue.path, ...inner.path], message: inner.message };
}

/** Parses and checks. Throws RefusedError with the first problem. */
export function parseYaml<T>(schema: z.ZodType<T>, text: string, file: string): ParsedYaml<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    throw new RefusedError({
      file,
      line: lines.linePos(broken.pos[0]).line,
      reason: broken.message.split('\n')[0] ?? '',
    });
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const at = keyNode(document.getIn(path.slice(0, length - 1), true), path[length - 1]);
      const node = at ?? document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const result = schema.safeParse(document.toJS());
  if (!result.success) {
    const [issue] = result.error.issues;
    const { path, message } = issue ? clearest(issue) : { path: [], message: 'not valid' };
    const where = path.map(String).join('.');
    throw new RefusedError({ file, line: lineOf(path), reason: `${where ? `${where}: ` : ''}${message}` });
  }
  return { value: result.data, lineOf };
}
