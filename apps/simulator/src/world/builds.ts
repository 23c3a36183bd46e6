/** Which source each service runs: the shop's state at a commit, compiled once. */
import type { Build } from '../platform/kubernetes/pod.ts';
import {
  type Commit,
  type Course,
  type DeploymentManifest,
  deploymentsOf,
  type Files,
  loadService,
  type Scenario,
  withChanges,
} from '../scenario/index.ts';

const abbreviated = (sha: string): string => sha.slice(0, 7);

/** A commit ships with a service when it touches what the service is built from. */
const concerns = (commit: Commit, service: string): boolean =>
  commit.changes.some(
    ({ path }) =>
      path.startsWith(`src/${service}/`) ||
      path.startsWith('src/lib/') ||
      path === 'src/ports.ts' ||
      path === `deploy/${service}.yaml`,
  );

export class Builds {
  readonly #scenario: Scenario;
  readonly #course: Course;
  readonly manifests: readonly DeploymentManifest[];
  readonly #states = new Map<string, Files>();

  constructor(scenario: Scenario, course: Course) {
    this.#scenario = scenario;
    this.#course = course;
    this.manifests = deploymentsOf(scenario.baseFiles);
  }

  /** What has been deployed for long when the world begins. */
  base(service: string): Build {
    const { commits, historyLength, baseFiles } = this.#scenario;
    const last = commits.slice(0, historyLength).findLast((commit) => concerns(commit, service));
    return this.#build(service, last?.sha ?? commits[historyLength - 1]?.sha ?? '0000000', baseFiles);
  }

  /** The head of main when `upTo` has just been merged, less what was reverted by then. */
  at(service: string, upTo: Commit, reverted: ReadonlySet<string>): Build {
    const { commits } = this.#course;
    const merged = commits.slice(0, commits.indexOf(upTo) + 1).filter(({ sha }) => !reverted.has(sha));
    const key = merged.map(({ sha }) => sha).join();
    let files = this.#states.get(key);
    if (files === undefined) {
      files = merged.reduce<Files>((state, commit) => withChanges(state, commit.changes), this.#scenario.baseFiles);
      this.#states.set(key, files);
    }
    return this.#build(service, upTo.sha, files);
  }

  #build(service: string, sha: string, files: Files): Build {
    const manifest = deploymentsOf(files).find((deployment) => deployment.service === service);
    if (manifest === undefined) throw new Error(`deploy/ has no Deployment ${service}`);
    return { service, version: abbreviated(sha), start: loadService(files, service), env: manifest.env };
  }
}
