/** One scenario by name, or why it could not be loaded. */
import { loadScenarios, type Scenario, type Shop } from '../scenario/index.ts';
import { folderOf, setup, shortPath, theShop, UsageError } from './project.ts';

export interface NotLoaded {
  /** File and line. */
  readonly place: string;
  readonly reason: string;
}

export interface Loaded {
  readonly scenario: Scenario;
  readonly shop: Shop;
  readonly folder: string;
}

/** Throws UsageError when there is no folder of that name, or more than one. */
export function loadNamed(id: string): Loaded | NotLoaded {
  const folder = folderOf(id);
  const shop = theShop();
  const { scenarios, refused } = loadScenarios(setup('').scenarioRoots, shop);
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario) return { scenario, shop, folder };
  // What it is refused for may lie in the library of its pack.
  const refusal = refused.find(({ file }) => file.startsWith(folder)) ?? refused[0];
  return refusal
    ? { place: `${shortPath(refusal.file)}:${refusal.line}`, reason: refusal.reason }
    : { place: shortPath(folder), reason: 'there is no scenario in it' };
}

/** Throws UsageError: unknown, with what there is, or refused, with file, line and reason. */
export function scenarioNamed(id: string): Scenario {
  const loaded = loadNamed(id);
  if ('reason' in loaded) throw new UsageError(`${loaded.place}: ${loaded.reason}`);
  return loaded.scenario;
}
