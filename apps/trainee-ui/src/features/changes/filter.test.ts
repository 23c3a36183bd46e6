import type { Change } from '@firedrill/protocol';
import { expect, it } from 'vitest';
import { inWindow } from './filter.ts';

const change = (id: string, timeMs: number, kind: Change['kind'], service: string): Change => ({
  id,
  timeMs,
  kind,
  service,
  severity: 'normal',
  reason: '',
  object: '',
  message: '',
  author: '',
  version: '',
  details: {},
});
const feed = [
  change('1', 10, 'deploy', 'a'),
  change('2', 20, 'job', 'b'),
  change('3', 30, 'deploy', 'b'),
  change('4', 40, 'deploy', 'a'),
];

it('shows the window newest first and counts what lies outside', () => {
  const { shown, before, after } = inWindow(feed, { kinds: [], service: '' }, { fromMs: 20, toMs: 30 });
  expect(shown.map((one) => one.id)).toEqual(['3', '2']);
  expect({ before, after }).toEqual({ before: 1, after: 1 });
});

it('counts only what the filters let pass', () => {
  const { shown, before, after } = inWindow(feed, { kinds: ['deploy'], service: 'a' }, { fromMs: 20, toMs: 30 });
  expect({ shown, before, after }).toEqual({ shown: [], before: 1, after: 1 });
});
