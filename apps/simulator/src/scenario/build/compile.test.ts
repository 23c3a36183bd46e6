import type { Ports } from '@firedrill/shop/ports';
import { describe, expect, it } from 'vitest';
import { BuildError, loadService, mapStack } from './compile.ts';

/** These services ask nothing of their surroundings. */
const ports = {} as Ports;

const thrownBy = (run: () => unknown): Error => {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
};

const files = new Map([
  [
    'src/order-service/index.ts',
    `import { fail, type Reason } from './reasons.ts';
import { half } from '../lib/numbers.ts';

interface Unused {
  readonly gone: 'when compiled';
}

export function start(): void {
  const reason: Reason = 'broken';
  if (half(4) === 2) fail(reason);
}
`,
  ],
  [
    'src/order-service/reasons.ts',
    `/** Types vanish, so lines move. */
export type Reason =
  | 'broken'
  | 'lost';

export interface More {
  readonly reason: Reason;
}

export const fail = (reason: Reason): never => {
  throw new TypeError(reason);
};
`,
  ],
  ['src/lib/numbers.ts', 'export const half = (n: number): number => n / 2;\n'],
]);

describe('loadService', () => {
  it('runs a service with what it imports', () => {
    expect(() => loadService(files, 'order-service')(ports)).toThrow(TypeError);
  });

  it('gives each build its own text, though the names are the same', () => {
    const fixed = new Map([...files, ['src/lib/numbers.ts', 'export const half = (n: number): number => n / 4;\n']]);
    expect(() => loadService(fixed, 'order-service')(ports)).not.toThrow();
    expect(() => loadService(files, 'order-service')(ports)).toThrow(TypeError);
  });

  it('gives each loading its own state, as each pod has', () => {
    const counting = new Map([
      [
        'src/a/index.ts',
        "let started = 0;\nexport const start = (): void => { if (++started > 1) throw new Error('shared'); };\n",
      ],
    ]);
    loadService(counting, 'a')(ports);
    expect(() => loadService(counting, 'a')(ports)).not.toThrow();
  });

  it.each([
    ['a syntax error', 'export function start() {\n  const = 1;\n}\n', /^src\/a\/index\.ts:2: /],
    [
      'an import of nothing',
      "import { x } from './x.ts';\nx();\n",
      'src/a/index.ts: imports src/a/x.ts, which does not exist',
    ],
    [
      'a package',
      "import fs from 'node:fs';\nfs.readFileSync('/etc/passwd');\n",
      'imports node:fs; services import only',
    ],
    ['no start', 'export const begin = (): void => {};\n', 'src/a/index.ts: must export start(ports)'],
  ])('refuses %s, naming the file', (_, text, message) => {
    const error = thrownBy(() => loadService(new Map([['src/a/index.ts', text]]), 'a'));
    expect(error).toBeInstanceOf(BuildError);
    expect(error.message).toMatch(message);
  });

  it('refuses a service that is not there', () => {
    expect(() => loadService(files, 'cart-service')).toThrow('src/cart-service/index.ts, which does not exist');
  });
});

describe('mapStack', () => {
  it("shows the shop's own frames at their place in its source, and no others", () => {
    const error = thrownBy(() => loadService(files, 'order-service')(ports));
    const source = files.get('src/order-service/index.ts')?.split('\n') ?? [];
    const callLine = source.findIndex((line) => line.includes('fail(reason)')) + 1;
    const [first, ...frames] = mapStack(error.stack ?? '').split('\n');
    expect(first).toBe('TypeError: broken');
    expect(frames).toHaveLength(2);
    expect(frames[0]).toMatch(/^ {4}at fail \(\/app\/src\/order-service\/reasons\.ts:11:9\)$/);
    const caller = /^ {4}at (?:Object\.)?start \(\/app\/src\/order-service\/index\.ts:(\d+):(\d+)\)$/.exec(
      frames[1] ?? '',
    );
    expect(Number(caller?.[1])).toBe(callLine);
    // Somewhere in the call: compiled, it is written another way.
    expect(source[callLine - 1]?.slice(Number(caller?.[2]) - 5)).toContain('(reason)');
  });

  it('finds the place on the first line of a file too', () => {
    const text = "export const start = (): void => { throw new Error('at once'); };\n";
    const error = thrownBy(() => loadService(new Map([['src/b/index.ts', text]]), 'b')(ports));
    expect(mapStack(error.stack ?? '')).toContain(`/app/src/b/index.ts:1:${text.indexOf('throw') + 7}`);
  });

  it('keeps frames of async functions', async () => {
    const text = `const inner = async (): Promise<void> => {
  await null;
  throw new Error('later');
};

export const start = async (): Promise<void> => {
  await inner();
};
`;
    const start = loadService(new Map([['src/c/index.ts', text]]), 'c');
    const error = await Promise.resolve(start(ports)).then(
      () => null,
      (reason: unknown) => reason,
    );
    const stack = mapStack(error instanceof Error ? (error.stack ?? '') : '');
    expect(stack.split('\n').map((line) => line.trim().replace(/^at async (Module\.|Object\.)?/, 'at async '))).toEqual(
      ['Error: later', 'at inner (/app/src/c/index.ts:3:9)', 'at async start (/app/src/c/index.ts:7:3)'],
    );
  });

  it('leaves an error without frames of the shop with its first line', () => {
    expect(mapStack('Error: elsewhere\n    at run (/srv/platform/kernel.ts:1:2)\n    at node:internal/x:3:4')).toBe(
      'Error: elsewhere',
    );
  });
});
