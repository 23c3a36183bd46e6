/** Whether an action is possible at all. What it is good for shows in the world. */
import { type Action, type ActionChoices, isKeyAmong } from '@firedrill/protocol';

export interface Possible extends ActionChoices {
  /** Commits of main that can be taken back as it stands. */
  readonly commits: readonly string[];
}

export interface Impossible {
  readonly field: string;
  readonly message: string;
}

type Service = ActionChoices['services'][number];

const oneOf = (values: readonly string[]): string =>
  values.length === 0 ? 'there is none' : `expected one of ${values.join(', ')}`;

const among = (field: string, what: string, value: string, values: readonly string[]): Impossible | null =>
  values.includes(value) ? null : { field, message: `there is no ${what} ${value}; ${oneOf(values)}` };

/** What of the service's own the action names. */
function ofService(action: Action, service: Service): Impossible | null {
  switch (action.verb) {
    case 'restart':
      return action.pod === undefined ? null : among('pod', `pod of ${service.name}`, action.pod, service.pods);
    case 'roll-back':
      return action.toVersion === undefined
        ? null
        : among('toVersion', `deployed version of ${service.name}`, action.toVersion, service.versions);
    case 'set-config':
      return among('name', `setting of ${service.name}`, action.name, service.config);
    case 'suspend-job':
    case 'resume-job':
      return among('job', `job of ${service.name}`, action.job, service.jobs);
    default:
      return null;
  }
}

function inDatabase(action: Extract<Action, { verb: 'create-index' }>, { tables }: Possible): Impossible | null {
  const table = tables.find(({ name }) => name === action.table);
  const names = tables.map(({ name }) => name);
  return table
    ? among('column', `column of ${table.name}`, action.column, table.columns)
    : among('table', 'table', action.table, names);
}

function inRedis(key: string, keys: readonly string[]): Impossible | null {
  if (isKeyAmong(key, keys)) return null;
  const wanted = `expected one whole key of ${keys.join(', ')}`;
  const message = /[*?[\]]/.test(key) ? `${key} is a pattern; ${wanted}` : `the shop has no key ${key}; ${wanted}`;
  return { field: 'key', message };
}

export function impossible(action: Action, possible: Possible): Impossible | null {
  if ('service' in action) {
    const names = possible.services.map(({ name }) => name);
    const service = possible.services.find(({ name }) => name === action.service);
    return service ? ofService(action, service) : among('service', 'service', action.service, names);
  }
  switch (action.verb) {
    case 'cancel-backend':
      return action.backends.by === 'pid'
        ? null
        : among('backends.application', 'application', action.backends.application, possible.applications);
    case 'create-index':
      return inDatabase(action, possible);
    case 'delete-key':
      return inRedis(action.key, possible.keys);
    case 'revert':
      return possible.commits.some((sha) => sha.startsWith(action.commit))
        ? null
        : { field: 'commit', message: `main has no commit ${action.commit} that could be taken back as it stands` };
    case 'shed-route':
    case 'restore-route':
      return among('route', 'route', action.route, possible.routes);
  }
}
