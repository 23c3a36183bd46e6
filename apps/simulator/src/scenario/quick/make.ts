/** Puts a quick drill's scenario on disk, where workers and a later start find it like any other. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Library } from '../causes/library.ts';
import { loadScenario, type Shop } from '../load.ts';
import type { Scenario } from '../scenario.ts';
import { RefusedError } from '../yaml.ts';
import { composeQuick, type QuickChoice, QuickRefused } from './compose.ts';

export interface QuickMaker {
  /** Exists, or is made. */
  readonly root: string;
  readonly shop: Shop;
  readonly library: Library;
}

/** Throws QuickRefused; then nothing is left behind. */
export function makeQuick({ root, shop, library }: QuickMaker, choice: QuickChoice, id: string): Scenario {
  const { files } = composeQuick(shop, library, choice);
  mkdirSync(root, { recursive: true });
  // Names that begin so are no scenarios: half of one is never found.
  const draft = mkdtempSync(join(root, '_draft-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text);
    }
    const scenario = loadScenario(draft, id, shop, library);
    renameSync(draft, join(root, id));
    return scenario;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (error instanceof RefusedError) throw new QuickRefused('with', error.refusal.reason);
    throw error;
  }
}
