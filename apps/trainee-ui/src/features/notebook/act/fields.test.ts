import { type ActionChoices, actionText, type Verb } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { actionFrom, blankFields, choicesFor, type Fields, shownFields, withField } from './fields.ts';
import { verbs } from './verbs.ts';

const from = (verb: Verb | null, over: Partial<Fields> = {}) => actionFrom(verb, { ...blankFields, ...over });

describe('an action', () => {
  it('is nothing while a parameter is missing or cannot be', () => {
    expect(from(null)).toBeNull();
    for (const { verb } of verbs) expect(from(verb), verb).toBeNull();
    expect(from('scale', { service: 'order-service' })).toBeNull();
    expect(from('scale', { service: 'order-service', replicas: '21' })).toBeNull();
    expect(from('revert', { commit: 'not hex!' })).toBeNull();
    expect(from('cancel-backend', { pid: '0' })).toBeNull();
    expect(from('cancel-backend', { whose: 'application', application: 'a', olderThanSeconds: '' })).toBeNull();
  });

  it('has the parameters of its verb and no others', () => {
    const service = 'order-service';
    expect(from('roll-back', { service, replicas: '3' })).toEqual({ verb: 'roll-back', service });
    expect(from('roll-back', { service, toVersion: ' 52712ff ' })).toEqual({
      verb: 'roll-back',
      service,
      toVersion: '52712ff',
    });
    expect(from('scale', { service, replicas: '0' })).toEqual({ verb: 'scale', service, replicas: 0 });
    expect(from('revert', { commit: ' 9C0D1E2 ' })).toEqual({ verb: 'revert', commit: '9c0d1e2' });
    expect(from('set-config', { service, name: 'PG_POOL_MAX', value: '' })).toEqual({
      verb: 'set-config',
      service,
      name: 'PG_POOL_MAX',
      value: '',
    });
    expect(from('cancel-backend', { pid: '4822', application: service })).toEqual({
      verb: 'cancel-backend',
      backends: { by: 'pid', pid: 4822 },
      ending: 'cancel',
    });
    const whose = { whose: 'application', application: service, olderThanSeconds: '2.5', ending: 'terminate' };
    expect(actionText(from('cancel-backend', whose)!)).toBe(
      'terminate database backends of order-service older than 2.5 s',
    );
  });
});

describe('the form', () => {
  const choices: ActionChoices = {
    services: [{ name: 'a', config: ['X'], jobs: [], pods: ['a-1'], versions: [] }],
    tables: [{ name: 't', columns: ['c', 'd'] }],
    routes: [],
    applications: [],
    keys: [],
  };

  it('lists the verbs in the order of the alphabet', () => {
    const labels = verbs.map(({ label }) => label);
    expect([...labels].sort()).toEqual(labels);
  });

  it('offers what belongs to what was chosen before, and forgets it when that changes', () => {
    const chosen = { ...blankFields, service: 'a', table: 't', name: 'X', column: 'd' };
    expect(choicesFor('name', chosen, choices)).toEqual(['X']);
    expect(choicesFor('column', chosen, choices)).toEqual(['c', 'd']);
    expect(choicesFor('pod', blankFields, choices)).toEqual([]);
    expect(choicesFor('value', chosen, choices)).toBeNull();
    expect(withField(chosen, 'service', 'b')).toMatchObject({ service: 'b', name: '', column: 'd' });
    expect(withField(chosen, 'table', 't')).toBe(chosen);
  });

  it('asks for a process or for an application, not for both', () => {
    expect(shownFields('cancel-backend', blankFields)).toEqual(['whose', 'pid', 'ending']);
    expect(shownFields('cancel-backend', { ...blankFields, whose: 'application' })).toEqual([
      'whose',
      'application',
      'olderThanSeconds',
      'ending',
    ]);
  });
});
