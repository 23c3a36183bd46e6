import type { Action } from '@firedrill/protocol';
import type { Verb } from './verbs.ts';

export interface ActionFields {
  readonly verb: Verb | null;
  readonly service: string | null;
  readonly toVersion: string;
  readonly commit: string;
  readonly replicas: number | null;
}

export const blankAction: ActionFields = { verb: null, service: null, toVersion: '', commit: '', replicas: null };

/** The action that the fields describe, or null while something is missing. */
export function actionFrom(fields: ActionFields): Action | null {
  const { verb, service } = fields;
  if (verb === null) return null;
  if (verb === 'revert') {
    const commit = fields.commit.trim().toLowerCase();
    return /^[0-9a-f]{7,40}$/.test(commit) ? { verb, commit } : null;
  }
  if (service === null) return null;
  if (verb === 'scale') return fields.replicas === null ? null : { verb, service, replicas: fields.replicas };
  if (verb !== 'roll-back') return { verb, service };
  const toVersion = fields.toVersion.trim();
  return toVersion === '' ? { verb, service } : { verb, service, toVersion };
}
