/** Where the project's own folders are, and its scenarios. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadScenarios, loadShop, type Scenario } from '../scenario/index.ts';
import type { WorkerSetup } from '../world/run/pool.ts';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** The command cannot be carried out as it was given: told in one line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function setup(cacheFolder: string): WorkerSetup {
  const further = (process.env.FIREDRILL_SCENARIOS ?? '').split(':').filter((path) => path !== '');
  return {
    shopRoot: join(root, 'apps/shop'),
    historyFolder: join(root, 'scenarios/_history'),
    scenarioRoots: [join(root, 'scenarios'), ...further],
    cacheFolder,
  };
}

export function scenarioNamed(id: string): Scenario {
  const { shopRoot, historyFolder, scenarioRoots } = setup('');
  const { scenarios, refused } = loadScenarios(scenarioRoots, loadShop(shopRoot, historyFolder));
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found) return found;
  const reasons = refused.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  const known = scenarios.map((scenario) => scenario.id).join(', ');
  throw new UsageError([`there is no scenario ${id}; known: ${known}`, ...reasons].join('\n'));
}

export function seedFrom(text: string): number {
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 1 || seed >= 2 ** 31)
    throw new UsageError(`--seed must be a whole number from 1 to 2147483647, not "${text}"`);
  return seed;
}

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
