import type { Verb } from '@firedrill/protocol';

/** What a verb's form asks for, in its order. */
export type FieldName =
  | 'application'
  | 'column'
  | 'commit'
  | 'ending'
  | 'job'
  | 'key'
  | 'name'
  | 'olderThanSeconds'
  | 'pid'
  | 'pod'
  | 'replicas'
  | 'route'
  | 'service'
  | 'table'
  | 'toVersion'
  | 'value'
  | 'whose';

export interface VerbForm {
  readonly verb: Verb;
  readonly label: string;
  /** One plain sentence: what it does. */
  readonly help: string;
  readonly fields: readonly FieldName[];
}

const form = (verb: Verb, label: string, help: string, ...fields: readonly FieldName[]): VerbForm => ({
  verb,
  label,
  help,
  fields,
});

/** The same list in every drill, in the order of the alphabet. */
export const verbs: readonly VerbForm[] = [
  form(
    'cancel-backend',
    'Cancel a database backend',
    'Ends what sessions of the database do at this moment.',
    'whose',
    'pid',
    'application',
    'olderThanSeconds',
    'ending',
  ),
  form(
    'create-index',
    'Create an index',
    'Builds an index on a column while the table stays in use.',
    'table',
    'column',
  ),
  form('delete-key', 'Delete a key', 'Deletes one key or lock in Redis.', 'key'),
  form('hold-release', 'Hold releases', 'Nothing new of the service is rolled out until you let it.', 'service'),
  form('resume-releases', 'Let releases go on', 'Takes the hold away.', 'service'),
  form('restart', 'Restart', 'Starts its pods anew, one after the other, or one of them.', 'service', 'pod'),
  form('resume-job', 'Resume a job', 'A suspended job runs again when it is due.', 'service', 'job'),
  form('revert', 'Revert a commit', 'Takes a commit back on main; the pipeline builds and rolls out.', 'commit'),
  form('roll-back', 'Roll back', 'Puts an earlier version back, pod by pod.', 'service', 'toVersion'),
  form('scale', 'Scale', 'Changes how many pods a service has.', 'service', 'replicas'),
  form('set-config', 'Set configuration', 'Gives a setting another value, pod by pod.', 'service', 'name', 'value'),
  form('shed-route', 'Shed a route', 'The ingress answers a route with 503 by itself.', 'route'),
  form('restore-route', 'Stop shedding a route', 'The ingress lets a route through again.', 'route'),
  form('suspend-job', 'Suspend a job', 'A scheduled job is left out when it is due.', 'service', 'job'),
];

export const formOf = (verb: Verb | null): VerbForm | null => verbs.find((one) => one.verb === verb) ?? null;
