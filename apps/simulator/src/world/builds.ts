/** Which source each service runs: the shop's state at a commit, compiled once. */
import type { Build } from '../platform/kubernetes/pod.ts';
import {
  type Commit,
  type Course,
  type DeploymentManifest,
  deploymentsOf,
  type Files,
  loadService,
  type Revert,
  revertOn,
  type Scenario,
  withChanges,
  withReverts,
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
  readonly #reverts: Revert[] = [];

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
    const key = [...merged.map(({ sha }) => sha), '-', ...reverted].join();
    let files = this.#states.get(key);
    if (files === undefined) {
      files = merged.reduce<Files>((state, commit) => withChanges(state, commit.changes), this.#without(reverted));
      this.#states.set(key, files);
    }
    return this.#build(service, upTo.sha, files);
  }

  /** The head of main at an instant, less what was reverted by then. */
  main(service: string, nowMs: number, reverted: ReadonlySet<string>): Build {
    const merged = this.#course.commits.findLast((commit) => commit.timeMs <= nowMs);
    if (merged) return this.at(service, merged, reverted);
    const { commits, historyLength } = this.#scenario;
    return this.#build(service, commits[historyLength - 1]?.sha ?? '0000000', this.#without(reverted));
  }

  /** The commit that takes another back on main as it stands; null when there is none, or later work stands in the way. */
  revert(prefix: string, author: string, timeMs: number): { readonly target: Commit; readonly commit: Commit } | null {
    const { commits, historyLength } = this.#scenario;
    const own = [...commits.slice(0, historyLength), ...this.#course.commits];
    const target = own.find(({ sha }) => sha.startsWith(prefix));
    const revert = { prefix, author, timeMs };
    const commit = revertOn(withReverts(own, this.#reverts), revert);
    if (!target || !commit) return null;
    this.#reverts.push(revert);
    return { target, commit };
  }

  /** Services that a commit ships with. */
  concernedBy(commit: Commit): readonly string[] {
    return this.manifests.map(({ service }) => service).filter((service) => concerns(commit, service));
  }

  /** What has been deployed for long, as if some of its commits had never been. */
  #without(reverted: ReadonlySet<string>): Files {
    const { commits, historyLength, baseFiles } = this.#scenario;
    const undone = commits.slice(0, historyLength).filter(({ sha }) => reverted.has(sha));
    return undone.reduceRight<Files>(
      (files, { changes }) =>
        withChanges(
          files,
          changes.map(({ path, before, after }) => ({ path, before: after, after: before })),
        ),
      baseFiles,
    );
  }

  #build(service: string, sha: string, files: Files): Build {
    const manifest = deploymentsOf(files).find((deployment) => deployment.service === service);
    if (manifest === undefined) throw new Error(`deploy/ has no Deployment ${service}`);
    return { service, version: abbreviated(sha), start: loadService(files, service), env: manifest.env };
  }
}
