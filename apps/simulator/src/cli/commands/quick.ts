/** `quick`: makes a quick drill as a host would get it, and says what it made. */
import { resolve } from 'node:path';
import { makeQuickDrill } from '../../evidence/index.ts';
import { loadLibrary } from '../../scenario/index.ts';
import { QuickRefused } from '../../scenario/quick/index.ts';
import { createWorlds } from '../../world/open.ts';
import { foldersNamed, say, setup, shortPath, tell, theShop, UsageError, worldCache } from '../project.ts';

export interface QuickOptions {
  readonly into: string;
  readonly cause?: string;
  readonly at?: string;
  readonly seed: number;
  readonly with: Readonly<Record<string, string>>;
}

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

/** Throws UsageError with the field that cannot be so. */
export async function quick(id: string, options: QuickOptions): Promise<void> {
  const root = resolve(options.into);
  if (foldersNamed(id, root).length > 0) throw new UsageError(`there is a scenario ${id} already`);
  const project = setup(worldCache());
  const { library } = loadLibrary(project.scenarioRoots);
  const maker = { root, shop: theShop(), library };
  const worlds = createWorlds({ ...project, scenarioRoots: [...project.scenarioRoots, root], scenarios: [] });
  let attempts = 0;
  // Workers keep what they have loaded under a name: another attempt has another.
  const newId = (): string => (attempts++ === 0 ? id : `${id}-${attempts}`);
  const { cause, at, seed, with: given } = options;
  try {
    const { scenario, drawn, pagedAtMs, table } = await makeQuickDrill(
      { worlds, maker, newId, onProgress: ({ doing, share }) => tell(`${Math.round(100 * share)} % ${doing}`) },
      { cause, at, seed, with: given },
    );
    const kept = scenario.rivals.map((rival) => rival.id);
    say(`folder\t${shortPath(root)}/${scenario.id}`);
    say(`cause\t${drawn.cause.id}\t${scenario.truth.component}, ${scenario.truth.mechanism}`);
    say(
      `with\t${Object.entries(drawn.with)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ')}`,
    );
    say(`begins\t${clock(scenario.truth.onsetMs)}`);
    say(`page\t${scenario.page.rule}\t${clock(pagedAtMs)}`);
    say(`rivals\t${kept.join(', ')}`);
    say(`left out\t${table.worlds.filter((world) => world !== 'true' && !kept.includes(world)).join(', ')}`);
  } catch (error) {
    if (error instanceof QuickRefused) throw new UsageError(`${error.field}: ${error.message}`);
    throw error;
  } finally {
    await worlds.close();
  }
}
