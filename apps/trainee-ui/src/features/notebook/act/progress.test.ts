import type { Change } from '@firedrill/protocol';
import { expect, it } from 'vitest';
import { progressOf } from './progress.ts';

const change = (message: string, details: Change['details']): Change => ({
  id: message,
  timeMs: 0,
  kind: 'deploy',
  severity: 'normal',
  reason: '',
  service: '',
  object: '',
  message,
  author: '',
  version: '',
  details,
});

it('follows the entries that carry the operation, and no others', () => {
  const feed = [
    change('rolling back', { operation: 'op-1', state: 'running' }),
    change('somebody else', { operation: 'op-10', state: 'failed' }),
    change('a release', {}),
  ];
  expect(progressOf('op-1', feed)).toEqual({ state: 'running', message: 'rolling back' });
  expect(progressOf('op-1', [...feed, change('through', { operation: 'op-1', state: 'done' })]).state).toBe('done');
  expect(progressOf('op-2', feed)).toEqual({ state: 'asked', message: '' });
});
