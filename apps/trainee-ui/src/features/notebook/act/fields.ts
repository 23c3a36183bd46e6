import { type Action, type ActionChoices, actionSchema, type Verb } from '@firedrill/protocol';
import { type FieldName, formOf } from './verbs.ts';

/** What stands in the form, as text; '' is nothing. */
export type Fields = Readonly<Record<FieldName, string>>;

export const blankFields: Fields = {
  application: '',
  column: '',
  commit: '',
  ending: 'cancel',
  job: '',
  key: '',
  name: '',
  olderThanSeconds: '30',
  pid: '',
  pod: '',
  replicas: '',
  route: '',
  service: '',
  table: '',
  toVersion: '',
  value: '',
  whose: 'pid',
};

/** Fields whose choices hang on another one: they are emptied with it. */
const hangOn: Readonly<Partial<Record<FieldName, readonly FieldName[]>>> = {
  service: ['job', 'name', 'pod', 'toVersion'],
  table: ['column'],
};

export function withField(fields: Fields, name: FieldName, value: string): Fields {
  if (fields[name] === value) return fields;
  const emptied = Object.fromEntries((hangOn[name] ?? []).map((other) => [other, '']));
  return { ...fields, ...emptied, [name]: value };
}

/** The fields that the form shows now. */
export function shownFields(verb: Verb | null, fields: Fields): readonly FieldName[] {
  const hidden: readonly FieldName[] = fields.whose === 'pid' ? ['application', 'olderThanSeconds'] : ['pid'];
  return (formOf(verb)?.fields ?? []).filter((name) => verb !== 'cancel-backend' || !hidden.includes(name));
}

/** What can be chosen for a field, in the order of the alphabet; null where anything can be written. */
export function choicesFor(name: FieldName, fields: Fields, choices: ActionChoices): readonly string[] | null {
  const service = choices.services.find((one) => one.name === fields.service);
  switch (name) {
    case 'application':
      return choices.applications;
    case 'column':
      return choices.tables.find((table) => table.name === fields.table)?.columns ?? [];
    case 'job':
      return service?.jobs ?? [];
    case 'key':
      return choices.keys;
    case 'name':
      return service?.config ?? [];
    case 'pod':
      return service?.pods ?? [];
    case 'route':
      return choices.routes;
    case 'service':
      return choices.services.map((one) => one.name);
    case 'table':
      return choices.tables.map((table) => table.name);
    case 'toVersion':
      return service?.versions ?? [];
    default:
      return null;
  }
}

const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));
const textOf = (text: string): string | undefined => text.trim() || undefined;

function backendsOf(fields: Fields): unknown {
  if (fields.whose === 'pid') return { by: 'pid', pid: numberOf(fields.pid) };
  const { application } = fields;
  return { by: 'application', application, olderThanSeconds: numberOf(fields.olderThanSeconds) };
}

/** The action that the fields describe, or null while something is missing or cannot be. */
export function actionFrom(verb: Verb | null, fields: Fields): Action | null {
  const wanted = formOf(verb)?.fields ?? [];
  const values: Readonly<Partial<Record<FieldName, unknown>>> = {
    ...fields,
    commit: fields.commit.trim().toLowerCase(),
    pod: textOf(fields.pod),
    replicas: numberOf(fields.replicas),
    toVersion: textOf(fields.toVersion),
  };
  const given = Object.fromEntries(wanted.map((name) => [name, values[name]]));
  const action =
    verb === 'cancel-backend' ? { verb, backends: backendsOf(fields), ending: fields.ending } : { verb, ...given };
  return actionSchema.safeParse(action).data ?? null;
}
