import { expect, it } from 'vitest';
import { actionFrom, blankAction } from './actionFrom.ts';

const from = (over: Partial<typeof blankAction>) => actionFrom({ ...blankAction, ...over });

it('is nothing while a parameter is missing', () => {
  expect(from({})).toBeNull();
  expect(from({ verb: 'restart' })).toBeNull();
  expect(from({ verb: 'scale', service: 'order-service' })).toBeNull();
  expect(from({ verb: 'revert', commit: 'abc12' })).toBeNull();
  expect(from({ verb: 'revert', commit: 'not hex!' })).toBeNull();
});

it('has the parameters of its verb and no others', () => {
  expect(from({ verb: 'roll-back', service: 'order-service', replicas: 3 })).toEqual({
    verb: 'roll-back',
    service: 'order-service',
  });
  expect(from({ verb: 'roll-back', service: 'order-service', toVersion: ' v213 ' })).toEqual({
    verb: 'roll-back',
    service: 'order-service',
    toVersion: 'v213',
  });
  expect(from({ verb: 'scale', service: 'order-service', replicas: 0 })).toEqual({
    verb: 'scale',
    service: 'order-service',
    replicas: 0,
  });
  expect(from({ verb: 'revert', commit: ' 9C0D1E2 ' })).toEqual({ verb: 'revert', commit: '9c0d1e2' });
});
