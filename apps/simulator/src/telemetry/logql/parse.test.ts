import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { execute } from '../query.ts';
import { createStore } from '../store/store.ts';
import { formatLogQuery } from './ast.ts';
import { parseLogQuery } from './parse.ts';
import { requiredTexts } from './required.ts';

const { understood, refused } = z
  .object({
    understood: z.record(z.string(), z.string()),
    refused: z.array(z.tuple([z.string(), z.number(), z.number(), z.string()])),
  })
  .parse(JSON.parse(readFileSync(new URL('./parse.examples.json', import.meta.url), 'utf8')));

describe('understood', () => {
  it.each(Object.entries(understood))('%s', (query, normal) => {
    expect(formatLogQuery(parseLogQuery(query))).toBe(normal);
    expect(formatLogQuery(parseLogQuery(normal))).toBe(normal);
  });
});

describe('refused', () => {
  it.each(refused)('%s', (query, from, to, expected) => {
    const run = () => execute(createStore(), { kind: 'log-search', query, fromMs: 0, toMs: 1, limit: 1 }, 1);
    expect(run).toThrow(expect.objectContaining({ code: 'bad_query', from, to, expected }));
  });
});

describe('texts that a match must contain', () => {
  it.each([
    ['timeout|canceled', { rule: 'any', texts: ['timeout', 'canceled'], fold: false }],
    ['(?i)Timeout', { rule: 'any', texts: ['Timeout'], fold: true }],
    ['time.*out', { rule: 'all', texts: ['time', 'out'], fold: false }],
    ['colou?rs', { rule: 'all', texts: ['colo', 'rs'], fold: false }],
    ['ab+cd', { rule: 'all', texts: ['ab', 'cd'], fold: false }],
    ['r[0-9]/99', { rule: 'all', texts: ['/99'], fold: false }],
    ['10\\.0\\.3\\.\\d+', { rule: 'all', texts: ['10.0.3.'], fold: false }],
    ['a*', null],
    ['(timeout)?', null],
    ['foo{0}bar', null],
    ['foo|b.r', null],
  ])('%s', (source, required) => {
    expect(requiredTexts(source)).toEqual(required);
  });
});
