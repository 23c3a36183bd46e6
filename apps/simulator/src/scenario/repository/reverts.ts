/** Main as it becomes when people take commits back. */
import { type Commit, revertOf } from './history.ts';

export interface Revert {
  /** Seven or more hex digits of the commit. */
  readonly prefix: string;
  readonly author: string;
  readonly timeMs: number;
}

const byPrefix = (commits: readonly Commit[], prefix: string): Commit | undefined =>
  commits.find(({ sha }) => sha.startsWith(prefix));

/** The commit that takes another back on what main holds by then; null when there is none, or later work stands in the way. */
export function revertOn(main: readonly Commit[], { prefix, author, timeMs }: Revert): Commit | null {
  const before = main.filter((commit) => commit.timeMs <= timeMs);
  const target = byPrefix(before, prefix);
  if (!target) return null;
  const files = new Map<string, string>();
  for (const { path, after } of before.flatMap(({ changes }) => changes)) {
    if (after === null) files.delete(path);
    else files.set(path, after);
  }
  return revertOf(target, files, before.at(-1)?.sha ?? '', author, timeMs);
}

/** `commits` with the reverts that apply, each at its time. */
export function withReverts(commits: readonly Commit[], reverts: readonly Revert[]): readonly Commit[] {
  let main = commits;
  for (const revert of reverts) {
    const reverted = byPrefix(commits, revert.prefix) ? revertOn(main, revert) : null;
    if (reverted === null) continue;
    const at = main.findIndex((commit) => commit.timeMs > revert.timeMs);
    main = at < 0 ? [...main, reverted] : [...main.slice(0, at), reverted, ...main.slice(at)];
  }
  return main;
}
