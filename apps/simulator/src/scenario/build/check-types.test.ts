import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readShop } from '../repository/source.ts';
import { TypeChecker } from './check-types.ts';

const shopRoot = fileURLToPath(new URL('../../../../shop', import.meta.url));
const shop = readShop(shopRoot);
const path = 'src/payment-service/payments.ts';
const edited = (edit: (text: string) => string) => new Map([...shop, [path, edit(shop.get(path) ?? '')]]);

describe('TypeChecker', () => {
  const checker = new TypeChecker(shopRoot);

  it('finds nothing wrong with the shop as it stands', () => {
    expect(checker.firstProblem(shop)).toBeNull();
  });

  it('names file and line of a type that does not fit, though it would run', () => {
    const files = edited((text) => `${text}\nexport const retries: number = 'three';\n`);
    const line = (files.get(path) ?? '').split('\n').length - 1;
    expect(checker.firstProblem(files)).toEqual({
      path,
      line,
      message: "Type 'string' is not assignable to type 'number'.",
    });
  });

  it('notices what a change breaks in another file', () => {
    const files = new Map([...shop].filter(([name]) => name !== path));
    expect(checker.firstProblem(files)?.path).toBe('src/payment-service/index.ts');
  });

  it("holds the shop to its own settings: Node's globals are not there", () => {
    expect(checker.firstProblem(edited((text) => `${text}\nprocess.exit(1);\n`))?.message).toContain('process');
  });

  it('is content again when the state is', () => {
    expect(checker.firstProblem(shop)).toBeNull();
  });
});
