/** What the shop has that verbs can be applied to: read from its manifests, migrations and source, the same in every drill. */
import { type ActionChoices, routes, storeKeys } from '@firedrill/protocol';
import { Database } from '../../platform/postgres/index.ts';
import { deploymentsOf, type Files } from '../../scenario/index.ts';

const alphabetically = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** The name is the last argument before the work. */
const scheduled = /\.(?:cron|every)\(.*?'([a-z][a-z0-9-]*)',\s*\(/g;

const jobsOf = (files: Files, service: string): string[] =>
  alphabetically(
    [...files].flatMap(([path, text]) =>
      path.startsWith(`src/${service}/`) ? [...text.matchAll(scheduled)].map(([, job]) => job ?? '') : [],
    ),
  );

function tablesOf(files: Files): ActionChoices['tables'] {
  const database = new Database();
  for (const path of [...files.keys()].sort()) {
    if (path.startsWith('migrations/')) database.migrate(files.get(path) ?? '');
  }
  return database
    .tables()
    .map(({ name, columns }) => ({ name, columns: alphabetically(columns.map((column) => column.name)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Without pods and versions, which come and go. */
export function choicesOf(files: Files): ActionChoices {
  const deployments = deploymentsOf(files).sort((a, b) => (a.service < b.service ? -1 : 1));
  return {
    services: deployments.map(({ service, env }) => ({
      name: service,
      config: alphabetically(Object.keys(env)),
      jobs: jobsOf(files, service),
      pods: [],
      versions: [],
    })),
    tables: tablesOf(files),
    routes,
    applications: deployments.flatMap(({ service, env }) => ('PG_POOL_MAX' in env ? [service] : [])),
    keys: storeKeys,
  };
}
