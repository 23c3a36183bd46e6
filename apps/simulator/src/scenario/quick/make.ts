/** Puts a quick drill's scenario on disk, where workers and a later start find it like any other. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Library } from '../causes/library.ts';
import { loadScenario, type Shop } from '../load.ts';
import { PatchError } from '../repository/patch.ts';
import type { Scenario } from '../scenario.ts';
import { RefusedError } from '../yaml.ts';
import { type Drawn, drawn, type QuickChoice, QuickRefused } from './choice.ts';
import { composeQuick, type QuickParts } from './compose.ts';

export interface QuickMaker {
  /** Exists, or is made. */
  readonly root: string;
  readonly shop: Shop;
  readonly library: Library;
}

const asRefused = (error: unknown): unknown => {
  if (error instanceof RefusedError) return new QuickRefused('with', error.refusal.reason);
  return error instanceof PatchError ? new QuickRefused('cause', error.message) : error;
};

/** Throws QuickRefused; then nothing is left behind. */
function writeDraft({ root, shop }: QuickMaker, what: Drawn, parts: QuickParts): string {
  mkdirSync(root, { recursive: true });
  // Names that begin so are no scenarios: half of one is never found.
  const draft = mkdtempSync(join(root, '_draft-'));
  for (const [path, text] of Object.entries(composeQuick(shop, what, parts))) {
    mkdirSync(dirname(join(draft, path)), { recursive: true });
    writeFileSync(join(draft, path), text);
  }
  return draft;
}

/** In place of what was there under that id. Throws QuickRefused; then nothing is changed. */
export function writeQuick(maker: QuickMaker, what: Drawn, parts: QuickParts, id: string): Scenario {
  const draft = writeDraft(maker, what, parts);
  try {
    const scenario = loadScenario(draft, id, maker.shop, maker.library);
    const folder = join(maker.root, id);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    return scenario;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw asRefused(error);
  }
}

/** Whether the choice can be made at all, before anything is run. Throws QuickRefused. */
export function checkQuick(maker: QuickMaker, choice: QuickChoice): void {
  const what = drawn(maker.library, choice);
  // What chance drew may be drawn again; what somebody chose may not.
  if (choice.cause === undefined) return;
  const draft = writeDraft(maker, what, { alternatives: [] });
  try {
    loadScenario(draft, 'draft', maker.shop, maker.library);
  } catch (error) {
    throw asRefused(error);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

export const forgetQuick = ({ root }: QuickMaker, id: string): void =>
  rmSync(join(root, id), { recursive: true, force: true });
