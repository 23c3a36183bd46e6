/** Courses of a scenario's worlds: its own, the healthy one, and one for each rival. */
import type { Course, TimedChange, Variant } from './course.ts';
import { type Commit, commitsOnTop } from './repository/history.ts';
import type { CommitPatch, Files } from './repository/patch.ts';
import type { Release } from './scenario.ts';

export interface NamedPatch {
  readonly name: string;
  readonly patch: CommitPatch;
}

export interface Rival {
  /** Unique in its scenario. */
  readonly id: string;
  readonly title: string;
  readonly component: string;
  readonly mechanism: string;
  readonly summary: string;
  readonly atMs: number;
  readonly changes: readonly TimedChange[];
  readonly commit: { readonly service: string; readonly patch: NamedPatch } | null;
}

export interface Trunk {
  readonly files: Files;
  readonly parentSha: string;
  readonly patches: readonly NamedPatch[];
  /** The scenario's own commits, by patch name. */
  readonly byName: ReadonlyMap<string, Commit>;
  readonly releases: readonly Release[];
  readonly cause: {
    readonly patchName: string | null;
    /** Takes the cause's place where it is left out. */
    readonly instead: NamedPatch | null;
    readonly changes: readonly TimedChange[];
  };
}

/** A rival's commit is merged this long before it is released. */
const mergedAheadMs = 9 * 60_000;
const podEveryMs = 14_000;

/** Commits of a list of patches; those that the scenario's own world has too keep their names there. */
function commitsOf(trunk: Trunk, patches: readonly NamedPatch[]): Map<string, Commit> {
  const files = patches.map(({ name, patch }) => ({ name: `${name}.patch`, patch }));
  const { commits } = commitsOnTop(trunk.files, trunk.parentSha, files);
  return new Map(
    patches.map(({ name }, index) => {
      const commit = commits[index]!;
      const own = trunk.byName.get(name);
      return [name, own ? { ...commit, sha: own.sha } : commit];
    }),
  );
}

export const trueCourse = ({ byName, patches, releases, cause }: Trunk): Course => ({
  commits: patches.map(({ name }) => byName.get(name)!),
  releases,
  changes: cause.changes,
  bad: cause.patchName === null ? null : (byName.get(cause.patchName) ?? null),
});

function withoutCause(trunk: Trunk): readonly NamedPatch[] {
  const { patchName, instead } = trunk.cause;
  return trunk.patches.flatMap((patch) => (patch.name !== patchName ? [patch] : instead ? [instead] : []));
}

/** The scenario's releases in a world whose main has `commits`. */
function releasesOf(trunk: Trunk, commits: ReadonlyMap<string, Commit>): Release[] {
  const { patchName, instead } = trunk.cause;
  const nameOf = new Map([...trunk.byName].map(([name, { sha }]) => [sha, name]));
  return trunk.releases.flatMap((release) => {
    const own = nameOf.get(release.commit.sha) ?? '';
    const commit = commits.get(own === patchName ? (instead?.name ?? '') : own);
    return commit ? [{ ...release, commit }] : [];
  });
}

export function healthyCourse(trunk: Trunk): Course {
  const commits = commitsOf(trunk, withoutCause(trunk));
  return { commits: [...commits.values()], releases: releasesOf(trunk, commits), changes: [], bad: null };
}

/** Throws PatchError when the rival's commit does not apply. */
export function rivalCourse(trunk: Trunk, rival: Rival, replicas: number): Course {
  const healthy = withoutCause(trunk);
  if (rival.commit === null) {
    const commits = commitsOf(trunk, healthy);
    return { commits: [...commits.values()], releases: releasesOf(trunk, commits), changes: rival.changes, bad: null };
  }
  const { service, patch } = rival.commit;
  const dated = { ...patch, patch: { ...patch.patch, timeMs: rival.atMs - mergedAheadMs } };
  const patches = [...healthy, dated].sort((a, b) => a.patch.timeMs - b.patch.timeMs);
  const commits = commitsOf(trunk, patches);
  const bad = commits.get(patch.name)!;
  const batches = Array.from({ length: replicas }, (_, index) => ({ pods: 1, afterMs: index * podEveryMs }));
  const release: Release = { service, commit: bad, atMs: rival.atMs, batches, rollback: null };
  return {
    commits: [...commits.values()],
    releases: [...releasesOf(trunk, commits), release].sort((a, b) => a.atMs - b.atMs),
    changes: rival.changes,
    bad,
  };
}

export const variantOf = (rival: Rival): Variant => `rival:${rival.id}`;
