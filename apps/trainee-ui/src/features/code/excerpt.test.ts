import { expect, it } from 'vitest';
import { excerpt } from './excerpt.ts';

const match = (text: string) => ({ path: 'a', line: 2, before: ['    if (x) {', ''], text, after: ['    }'] });

it('drops the indent that all lines share', () => {
  expect(excerpt(match('      go();'), 'go')).toEqual({ before: 'if (x) {\n', text: '  go();', after: '}' });
});

it('keeps a find far to the right in sight', () => {
  const { text } = excerpt(match(`    ${'x'.repeat(60)} needle and more`), 'NEEDLE');
  expect(text).toBe(`... ${'x'.repeat(11)} needle and more`);
});
