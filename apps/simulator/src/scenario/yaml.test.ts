import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseYaml, RefusedError } from './yaml.ts';

const schema = z.strictObject({
  title: z.string(),
  releases: z.array(z.strictObject({ at: z.string(), pods: z.number() })),
});
const good = ['title: Slow', 'releases:', '  - at: noon', '    pods: 1', '  - at: later', '    pods: 2', ''];
const refusalOf = (text: string): string => {
  try {
    parseYaml(schema, text, 'scenario.yaml');
  } catch (error) {
    if (error instanceof RefusedError) return error.message;
    throw error;
  }
  return 'accepted';
};
const withLine = (line: number, text: string): string => good.with(line - 1, text).join('\n');

describe('parseYaml', () => {
  it('gives the value, and the line of each part of it', () => {
    const { value, lineOf } = parseYaml(schema, good.join('\n'), 'scenario.yaml');
    expect(value.releases[1]).toEqual({ at: 'later', pods: 2 });
    expect(lineOf(['releases', 1, 'pods'])).toBe(6);
    expect(lineOf(['releases', 1, 'missing'])).toBe(5);
    expect(lineOf(['missing'])).toBe(1);
  });

  it.each([
    ['a wrong type', withLine(6, '    pods: many'), /^scenario\.yaml:6: releases\.1\.pods: .*expected number/],
    ['a missing key', withLine(4, ''), /^scenario\.yaml:3: releases\.0\.pods: /],
    ['an unknown key', withLine(6, '    pods: 2\n    pdos: 2'), /^scenario\.yaml:7: releases\.1\.pdos: /],
    ['a tab for indentation', withLine(4, '\tpods: 1'), /^scenario\.yaml:4: /],
    ['a key given twice', withLine(4, '    pods: 1\n    pods: 3'), /^scenario\.yaml:5: .*unique/],
    ['nothing at all', '', /^scenario\.yaml:1: /],
  ])('refuses %s with file, line and reason', (_, text, message) => {
    expect(refusalOf(text)).toMatch(message);
    expect(refusalOf(text)).not.toContain('\n');
  });

  it('of alternatives, complains about the one that was meant', () => {
    const either = z.strictObject({
      cause: z.union([
        z.strictObject({ commit: z.string() }),
        z.strictObject({ library: z.string(), at: z.string().regex(/:/, 'a time of day') }),
        z.strictObject({ none: z.literal(true) }),
      ]),
    });
    const text = 'cause:\n  library: slow\n  at: noon\n';
    expect(() => parseYaml(either, text, 'scenario.yaml')).toThrow('scenario.yaml:3: cause.at: a time of day');
  });
});
