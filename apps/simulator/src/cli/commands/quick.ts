/** `quick`: the scenario of a quick drill, as a host would get it, to look at it or to begin one's own from it. */
import { resolve } from 'node:path';
import { loadLibrary } from '../../scenario/index.ts';
import { makeQuick, QuickRefused } from '../../scenario/quick/index.ts';
import { foldersNamed, say, setup, shortPath, theShop, UsageError } from '../project.ts';

export interface QuickOptions {
  readonly into: string;
  readonly cause?: string;
  readonly at?: string;
  readonly seed: number;
  readonly with: Readonly<Record<string, string>>;
}

/** Throws UsageError with the field that cannot be so. */
export function quick(id: string, options: QuickOptions): void {
  if (foldersNamed(id, resolve(options.into)).length > 0) throw new UsageError(`there is a scenario ${id} already`);
  const { library } = loadLibrary(setup('').scenarioRoots);
  const { cause, at, seed } = options;
  try {
    const root = resolve(options.into);
    makeQuick({ root, shop: theShop(), library }, { cause, at, seed, with: options.with }, id);
    say(`${shortPath(root)}/${id}/scenario.yaml`);
  } catch (error) {
    if (error instanceof QuickRefused) throw new UsageError(`${error.field}: ${error.message}`);
    throw error;
  }
}
