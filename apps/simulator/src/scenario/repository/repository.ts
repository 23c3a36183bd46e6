/** The trainee's repository, as it stands at an instant: later merges are not there yet. */
import type { CodeEntry, CodeFile, CodeMatch, CommitDetail, CommitSummary } from '@firedrill/protocol';
import { createTwoFilesPatch } from 'diff';
import type { Commit } from './history.ts';
import { type Files, withChanges } from './patch.ts';

const contextLines = 3;
const mostMatches = 200;

export interface Repository {
  tree(atMs: number): CodeEntry[];
  /** null when there is no such file at that commit (the head when none is named). */
  file(path: string, atMs: number, sha?: string): CodeFile | null;
  search(text: string, atMs: number): CodeMatch[];
  /** Newest first; of one path when given. */
  log(path: string | undefined, atMs: number): CommitSummary[];
  /** By full or abbreviated sha (7 or more); null when unknown or not there yet. */
  commit(sha: string, atMs: number): CommitDetail | null;
}

const summary = (commit: Commit): CommitSummary => ({
  sha: commit.sha,
  author: commit.author,
  timeMs: commit.timeMs,
  subject: commit.subject,
  files: commit.changes.map((change) => change.path),
});

const diffOf = (commit: Commit): string =>
  commit.changes
    .map(({ path, before, after }) => {
      const from = before === null ? '/dev/null' : `a/${path}`;
      const to = after === null ? '/dev/null' : `b/${path}`;
      const text = createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, { context: 3 });
      return `diff --git a/${path} b/${path}\n${text.replace(/^=+\n/, '').replace(/^(---|\+\+\+) ([^\t\n]*)\t.*$/gm, '$1 $2')}`;
    })
    .join('');

export const detailOf = (commit: Commit): CommitDetail => ({
  ...summary(commit),
  body: commit.body,
  diff: diffOf(commit),
});

const foldersOf = (paths: readonly string[]): string[] => {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  }
  return [...folders];
};

/** `commits` oldest first. */
export function createRepository(commits: readonly Commit[]): Repository {
  const visible = (atMs: number): readonly Commit[] => commits.filter((commit) => commit.timeMs <= atMs);
  const snapshots = new Map<string, Files>();
  const filesAt = (upTo: readonly Commit[]): Files => {
    const sha = upTo.at(-1)?.sha ?? '';
    let files = snapshots.get(sha);
    if (!files) {
      files = upTo.reduce<Files>((state, commit) => withChanges(state, commit.changes), new Map());
      snapshots.set(sha, files);
    }
    return files;
  };
  const find = (sha: string, among: readonly Commit[]): number =>
    sha.length < 7 ? -1 : among.findIndex((commit) => commit.sha.startsWith(sha));

  return {
    tree(atMs) {
      const paths = [...filesAt(visible(atMs)).keys()];
      const entries: CodeEntry[] = [
        ...foldersOf(paths).map((path): CodeEntry => ({ path, kind: 'folder' })),
        ...paths.map((path): CodeEntry => ({ path, kind: 'file' })),
      ];
      return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    file(path, atMs, sha) {
      const all = visible(atMs);
      const last = sha === undefined ? all.length - 1 : find(sha, all);
      const text = filesAt(all.slice(0, last + 1)).get(path);
      return text === undefined ? null : { path, commit: all[last]?.sha ?? '', text };
    },
    search(text, atMs) {
      const needle = text.toLowerCase();
      const matches: CodeMatch[] = [];
      for (const [path, content] of [...filesAt(visible(atMs))].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
        const lines = content.split('\n');
        for (const [index, line] of lines.entries()) {
          if (!line.toLowerCase().includes(needle)) continue;
          const before = lines.slice(Math.max(0, index - contextLines), index);
          const after = lines.slice(index + 1, index + 1 + contextLines);
          matches.push({ path, line: index + 1, text: line, before, after });
          if (matches.length === mostMatches) return matches;
        }
      }
      return matches;
    },
    log(path, atMs) {
      const touches = (commit: Commit): boolean =>
        path === undefined ||
        commit.changes.some((change) => change.path === path || change.path.startsWith(`${path}/`));
      return visible(atMs).filter(touches).map(summary).reverse();
    },
    commit(sha, atMs) {
      const all = visible(atMs);
      const found = all[find(sha, all)];
      return found ? detailOf(found) : null;
    },
  };
}
