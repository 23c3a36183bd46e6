/** Every state of the source that any of its worlds runs compiles, by the shop's own settings. */
import { TypeChecker } from '../../scenario/build/check-types.ts';
import { type Commit, type Course, deploymentsOf, type Files, variantOf, withChanges } from '../../scenario/index.ts';
import { shortPath } from '../project.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

interface State {
  readonly files: Files;
  readonly commit: Commit;
}

/** The source after each commit. */
function statesOf(base: Files, { commits }: Course): State[] {
  let files = base;
  return commits.map((commit) => {
    files = withChanges(files, commit.changes);
    return { files, commit };
  });
}

const fingerprint = ({ files }: State): string => JSON.stringify([...files]);

function problemOf(checker: TypeChecker, { files }: State): string | null {
  const problem = checker.firstProblem(files);
  if (problem) return `${problem.path}:${problem.line}: ${problem.message}`;
  try {
    deploymentsOf(files);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The patch file, where it is one of the scenario's own. */
function nameOf({ scenario, value, folder }: Subject, commit: Commit): string {
  const index = scenario.commits.findIndex(({ sha }) => sha === commit.sha) - scenario.historyLength;
  const name = value.commits[index];
  return name === undefined ? `"${commit.subject}"` : shortPath(`${folder}/commits/${name}.patch`);
}

export function checkSource(subject: Subject, shopRoot: string): Finding[] {
  const { scenario } = subject;
  const variants = ['true', 'healthy', ...scenario.rivals.map(variantOf)] as const;
  const states = variants.flatMap((variant) => statesOf(scenario.baseFiles, scenario.course(variant)));
  const distinct = new Map(states.map((state) => [fingerprint(state), state]));
  const checker = new TypeChecker(shopRoot);
  for (const state of distinct.values()) {
    const problem = problemOf(checker, state);
    if (problem) return [failed(`source: with ${nameOf(subject, state.commit)}: ${problem}`)];
  }
  return [passed(`source: compiles after every commit (${distinct.size} states in ${variants.length} worlds)`)];
}
