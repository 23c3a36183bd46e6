/** `scenario new`: a folder that loads as it is, to be made one's own. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Library, loadLibrary, loadScenario, type Shop } from '../../scenario/index.ts';
import { RefusedError } from '../../scenario/yaml.ts';
import { type Plan, planOf } from '../new/plan.ts';
import { skeleton } from '../new/skeleton.ts';
import { foldersNamed, root, say, setup, shortPath, theShop, UsageError } from '../project.ts';

export interface NewOptions {
  /** A pack's folder; the project's own when absent. */
  readonly into?: string;
  readonly cause?: string;
}

function checkId(id: string, folder: string): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new UsageError(
      `"${id}" cannot be a scenario's name: lower case letters, digits and single hyphens, such as slow-search`,
    );
  const there = [...new Set([...foldersNamed(id), ...foldersNamed(id, dirname(folder))])];
  if (there.length > 0) throw new UsageError(`there is a scenario ${id} already: ${there.map(shortPath).join(', ')}`);
}

function write(folder: string, plan: Plan): void {
  const schema = relative(folder, join(root, 'scenarios/scenario.schema.json')).split(sep).join('/');
  mkdirSync(join(folder, 'commits'), { recursive: true });
  for (const patch of [plan.innocent, plan.causeCommit]) {
    if (patch) writeFileSync(join(folder, 'commits', `${patch.name}.patch`), patch.text);
  }
  writeFileSync(join(folder, 'scenario.yaml'), skeleton(plan, schema));
}

/** Rivals that need more than their defaults are left to the author. */
function writeLoadable(folder: string, id: string, plan: Plan, shop: Shop, library: Library): void {
  write(folder, plan);
  try {
    loadScenario(folder, id, shop, library);
  } catch (error) {
    const index = error instanceof RefusedError ? /^rivals\.(\d+)/.exec(error.refusal.reason)?.[1] : undefined;
    if (index === undefined) throw error;
    const rivals = plan.rivals.filter((_, other) => other !== Number(index));
    writeLoadable(folder, id, { ...plan, rivals }, shop, library);
  }
}

/** Throws UsageError when the name is taken or none, or the library has no such cause. Leaves nothing half done. */
export function scenarioNew(id: string, { into, cause }: NewOptions): void {
  const pack = resolve(into ?? join(root, 'scenarios'));
  const folder = join(pack, id);
  checkId(id, folder);
  const shop = theShop();
  const { scenarioRoots } = setup('');
  const { library } = loadLibrary([...new Set([...scenarioRoots, pack])]);
  const plan = planOf(shop, library, cause);
  try {
    writeLoadable(folder, id, plan, shop, library);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  say(`${shortPath(folder)}/scenario.yaml`);
  for (const patch of [plan.innocent, plan.causeCommit]) {
    if (patch) say(`${shortPath(folder)}/commits/${patch.name}.patch`);
  }
  if (!scenarioRoots.includes(pack)) say(`Put FIREDRILL_SCENARIOS=${pack} before the other commands.`);
}
