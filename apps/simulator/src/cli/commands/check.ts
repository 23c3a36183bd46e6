/** `scenario check`: all that can be known about a scenario before anyone plays it. */
import { folderChecks, worldChecks } from '../check/check.ts';
import { type Finding, failed, lineOf, passed } from '../check/finding.ts';
import { checkSource } from '../check/source.ts';
import { subjectOf } from '../check/subject.ts';
import { loadNamed } from '../load.ts';
import { say, setup, tell, worldCache } from '../project.ts';

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

async function* findings(id: string, seeds: readonly number[]): AsyncGenerator<Finding> {
  const loaded = loadNamed(id);
  if ('reason' in loaded) {
    yield failed(`loads: ${loaded.place}: ${loaded.reason}`);
    return;
  }
  const subject = subjectOf(loaded);
  yield passed(`loads: ${subject.value.commits.length} commits, ${subject.scenario.rivals.length} rivals`);
  const workers = setup(worldCache());
  const source = checkSource(subject, workers.shopRoot);
  yield* source;
  yield* folderChecks(subject);
  // A world of a source that does not compile shows nothing.
  if (source.some((finding) => !finding.passed)) return;
  yield* await worldChecks(subject, workers, seeds, progress());
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
