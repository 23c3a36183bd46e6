/** `scenario check`: all that can be known about a scenario before anyone plays it. */
import { loadScenarios } from '../../scenario/index.ts';
import { folderChecks, worldChecks } from '../check/check.ts';
import { type Finding, failed, lineOf, passed } from '../check/finding.ts';
import { checkSource } from '../check/source.ts';
import { type Subject, shortPath, subjectOf } from '../check/subject.ts';
import { folderOf, say, setup, tell, theShop, worldCache } from '../project.ts';

const progressEvery = 0.1;

/** On a terminal, one line that changes; elsewhere, a line now and then. */
function progress(): (share: number) => void {
  let told = 0;
  return (share) => {
    const percent = Math.floor(share * 100);
    if (process.stderr.isTTY) process.stderr.write(`\rrunning worlds: ${percent} %${share === 1 ? '\n' : ''}`);
    else if (share - told >= progressEvery) {
      told = share;
      tell(`running worlds: ${percent} %`);
    }
  };
}

/** The scenario, or why it cannot be loaded. Throws UsageError when there is no such folder. */
function load(id: string): Subject | Finding {
  const folder = folderOf(id);
  const shop = theShop();
  const { scenarios, refused } = loadScenarios(setup('').scenarioRoots, shop);
  const refusal = refused.find(({ file }) => file === folder || file.startsWith(`${folder}/`));
  if (refusal) return failed(`loads: ${shortPath(refusal.file)}:${refusal.line}: ${refusal.reason}`);
  const scenario = scenarios.find((one) => one.id === id);
  if (!scenario) return failed(`loads: ${shortPath(folder)} holds no scenario`);
  return subjectOf(scenario, shop, folder);
}

async function* findings(id: string, seeds: readonly number[]): AsyncGenerator<Finding> {
  const loaded = load(id);
  if ('passed' in loaded) {
    yield loaded;
    return;
  }
  yield passed(`loads: ${loaded.value.commits.length} commits, ${loaded.scenario.rivals.length} rivals`);
  const workers = setup(worldCache());
  const source = checkSource(loaded, workers.shopRoot);
  yield* source;
  yield* folderChecks(loaded);
  // A world of a source that does not compile shows nothing.
  if (source.some((finding) => !finding.passed)) return;
  yield* await worldChecks(loaded, workers, seeds, progress());
}

/** Resolves to whether all passed. */
export async function scenarioCheck(id: string, seeds: readonly number[]): Promise<boolean> {
  let good = 0;
  let bad = 0;
  for await (const finding of findings(id, seeds)) {
    say(lineOf(finding));
    if (finding.passed) good++;
    else bad++;
  }
  say(`${good} passed, ${bad} failed`);
  return bad === 0;
}
