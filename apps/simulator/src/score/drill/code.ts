/** Which component a look at code was aimed at. */
import { componentOf } from '../../evidence/index.ts';
import type { EntryData } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { callersOf } from '../answer/call-graph.ts';

/** null: shared by several, or none in particular. */
export function componentOfPath(path: string): string | null {
  const [folder, rest] = path.replace(/^\//, '').split('/');
  if (folder === 'migrations') return 'postgres';
  const name = (rest ?? '').replace(/\.ya?ml$/, '');
  if (folder === 'src') return name === '' || name === 'lib' || name.endsWith('.ts') ? null : name;
  if (folder === 'deploy')
    return name === 'alerts' ? 'alert' : name === '' || name === 'stores' ? null : componentOf(name);
  return null;
}

function serviceRead(data: EntryData, { commits }: Scenario): string | null {
  if (data.type === 'code.opened') return componentOfPath(data.path);
  if (data.type !== 'git.viewed') return null;
  if (data.path !== undefined) return componentOfPath(data.path);
  const sha = data.sha;
  const commit = sha === undefined ? undefined : commits.find((one) => one.sha.startsWith(sha));
  const found = new Set(commit?.changes.map(({ path }) => componentOfPath(path)).filter((one) => one !== null));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

/** Components whose cause shows in the code of those who use them. */
const withoutCode: ReadonlySet<string> = new Set(['alert', 'ingress', 'network', 'node', 'postgres', 'queue', 'redis']);
const everywhere: ReadonlySet<string> = new Set(['alert', 'network', 'node']);

/** `blamed`: the component of the hypothesis that was locked last. */
export function componentRead(data: EntryData, scenario: Scenario, blamed: string | undefined): string | null {
  const read = serviceRead(data, scenario);
  if (read === null || blamed === undefined || !withoutCode.has(blamed)) return read;
  return everywhere.has(blamed) || callersOf(blamed).includes(read) ? blamed : read;
}
