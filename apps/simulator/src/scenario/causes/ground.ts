/** What of a shop a change can be made to: read from its manifests, migrations and source. */
import { posix } from 'node:path';
import { Database } from '../../platform/postgres/index.ts';
import { deploymentsOf } from '../manifests.ts';
import type { Files } from '../repository/patch.ts';

export interface Ground {
  /** Environment variables that each service reads or is given. */
  readonly environment: ReadonlyMap<string, ReadonlySet<string>>;
  readonly database: Database;
}

const imported = /\bfrom '(\.[^']+)'/g;
const read = /\benv\.\w+\(\s*'([A-Z][A-Z0-9_]*)'/g;

/** Texts of all files that a service consists of. */
function sourceOf(files: Files, service: string): string[] {
  const paths = new Set([`src/${service}/index.ts`]);
  for (const path of paths) {
    for (const [, target = ''] of (files.get(path) ?? '').matchAll(imported))
      paths.add(posix.join(posix.dirname(path), target));
  }
  return [...paths].map((path) => files.get(path) ?? '');
}

export function groundOf(files: Files): Ground {
  const database = new Database();
  for (const path of [...files.keys()].sort()) {
    if (path.startsWith('migrations/')) database.migrate(files.get(path) ?? '');
  }
  const environment = deploymentsOf(files).map(({ service, env }) => {
    const names = sourceOf(files, service).flatMap((text) => [...text.matchAll(read)].map(([, name = '']) => name));
    return [service, new Set([...Object.keys(env), ...names])] as const;
  });
  return { environment: new Map(environment), database };
}
