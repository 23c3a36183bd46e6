/** The list of commits that leads to a state of the shop. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommitPatch, changesOf, type FileChange, type Files, parseCommitPatch, withChanges } from './patch.ts';

export interface Commit {
  /** 40 hex. */
  readonly sha: string;
  readonly author: string;
  readonly email: string;
  readonly timeMs: number;
  readonly subject: string;
  readonly body: string;
  readonly changes: readonly FileChange[];
}

/** Sorted `*.patch` files of a folder, parsed. */
export function readPatches(folder: string): { name: string; patch: CommitPatch }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.patch'))
    .sort()
    .map((name) => ({ name, patch: parseCommitPatch(readFileSync(join(folder, name), 'utf8'), name) }));
}

const shaOf = (parent: string, commit: Omit<Commit, 'sha'>): string => {
  const hash = createHash('sha1').update(`${parent}\n${commit.author}\n${commit.email}\n${commit.timeMs}\n`);
  hash.update(`${commit.subject}\n${commit.body}\n`);
  for (const change of commit.changes) hash.update(`${change.path}\0${change.after ?? ''}\0`);
  return hash.digest('hex');
};

function chain(commits: readonly Omit<Commit, 'sha'>[], parent: string): Commit[] {
  let previous = parent;
  return commits.map((commit) => {
    previous = shaOf(previous, commit);
    return { ...commit, sha: previous };
  });
}

const meta = ({ author, email, timeMs, subject, body }: CommitPatch) => ({ author, email, timeMs, subject, body });

const rootCommit = (files: Files, timeMs: number): Omit<Commit, 'sha'> => ({
  author: 'Mara Lindqvist',
  email: 'mara.lindqvist@shop.example',
  timeMs,
  subject: 'Start of the shop repository',
  body: 'Split out of the monolith; services keep their names.',
  changes: [...files].map(([path, after]) => ({ path, before: null, after })),
});

/**
 * Oldest first. `reversePatches` (newest first) each lead from a state to the one before it;
 * what is left at the end is the first commit.
 */
export function historyOf(
  head: Files,
  reversePatches: readonly { readonly name: string; readonly patch: CommitPatch }[],
): Commit[] {
  let files = head;
  const newestFirst = reversePatches.map(({ name, patch }) => {
    const undone = changesOf(patch, files, name);
    files = withChanges(files, undone);
    const changes = undone.map((change) => ({ path: change.path, before: change.after, after: change.before }));
    return { ...meta(patch), changes };
  });
  const oldest = newestFirst.at(-1)?.timeMs ?? Date.UTC(2024, 0, 29, 9);
  return chain([rootCommit(files, oldest - 3_600_000), ...newestFirst.reverse()], '');
}

/** The commits that forward patches add on top of `head`, whose last commit is `parentSha`. */
export function commitsOnTop(
  head: Files,
  parentSha: string,
  patches: readonly { readonly name: string; readonly patch: CommitPatch }[],
): { commits: Commit[]; files: Files } {
  let files = head;
  const commits = patches.map(({ name, patch }) => {
    const changes = changesOf(patch, files, name);
    files = withChanges(files, changes);
    return { ...meta(patch), changes };
  });
  return { commits: chain(commits, parentSha), files };
}

/** The commit that takes `commit` back, on top of `files` whose last commit is `parentSha`; null if later work stands in the way. */
export function revertOf(
  commit: Commit,
  files: Files,
  parentSha: string,
  author: string,
  timeMs: number,
): Commit | null {
  const clean = commit.changes.every((change) => (files.get(change.path) ?? null) === change.after);
  if (!clean) return null;
  const changes = commit.changes.map((change) => ({ path: change.path, before: change.after, after: change.before }));
  const email = `${author.toLowerCase().replace(/[^a-z]+/g, '.')}@shop.example`;
  const body = `This reverts commit ${commit.sha}.`;
  const reverted = { author, email, timeMs, subject: `Revert "${commit.subject}"`, body, changes };
  return chain([reverted], parentSha)[0] ?? null;
}
