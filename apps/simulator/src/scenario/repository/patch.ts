/** Commits as text: a mail-like header, a message, and a unified diff. */
import { applyPatch, parsePatch, type StructuredPatch } from 'diff';

export interface CommitPatch {
  readonly author: string;
  readonly email: string;
  readonly timeMs: number;
  readonly subject: string;
  readonly body: string;
  readonly files: readonly StructuredPatch[];
}

/** Path -> text. A file that is absent does not exist. */
export type Files = ReadonlyMap<string, string>;

/** Path -> what it was and what it became; null is "does not exist". */
export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Says which patch, and which file and hunk of it, could not be used. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

const header = (text: string, name: string, patchName: string): string => {
  const match = new RegExp(`^${name}: (.*(?:\\n[ \\t].*)*)`, 'm').exec(text);
  if (!match?.[1]) throw new PatchError(`${patchName}: no "${name}:" header`);
  return match[1].replace(/\n[ \t]+/g, ' ').trim();
};

/** Reads one patch file. Throws PatchError naming the patch and what is missing. */
export function parseCommitPatch(text: string, patchName: string): CommitPatch {
  const diffAt = text.search(/^diff --git /m);
  if (diffAt < 0) throw new PatchError(`${patchName}: no diff in it`);
  const head = text.slice(0, diffAt);
  const blank = head.indexOf('\n\n');
  const headers = blank < 0 ? head : head.slice(0, blank);
  const rest = blank < 0 ? '' : head.slice(blank + 2);
  const cut = rest.search(/^---$/m);
  const body = (cut < 0 ? rest : rest.slice(0, cut)).trim();
  const from = /^(.*?)\s*<([^>]+)>$/.exec(header(headers, 'From', patchName));
  if (!from?.[1] || !from[2]) throw new PatchError(`${patchName}: "From:" must be "Name <address>"`);
  const timeMs = Date.parse(header(headers, 'Date', patchName));
  if (Number.isNaN(timeMs)) throw new PatchError(`${patchName}: "Date:" is not a date`);
  const subject = header(headers, 'Subject', patchName).replace(/^\[PATCH[^\]]*\]\s*/, '');
  const diff = text.slice(diffAt).replace(/^-- \n[\s\S]*$/m, '');
  return { author: from[1].replace(/^"|"$/g, ''), email: from[2], timeMs, subject, body, files: parsePatch(diff) };
}

const pathOf = (name: string | undefined): string | null =>
  name === undefined || name === '/dev/null' ? null : name.replace(/^[ab]\//, '');

function failingHunk(text: string, patch: StructuredPatch): number {
  for (let count = 1; count <= patch.hunks.length; count++) {
    if (applyPatch(text, { ...patch, hunks: patch.hunks.slice(0, count) }) === false) return count;
  }
  return patch.hunks.length;
}

/** What the patch does to `files`. Throws PatchError naming patch, file and hunk when it no longer applies. */
export function changesOf(patch: CommitPatch, files: Files, patchName: string): FileChange[] {
  return patch.files.map((file) => {
    const oldPath = pathOf(file.oldFileName);
    const newPath = pathOf(file.newFileName);
    const path = newPath ?? oldPath;
    if (path === null) throw new PatchError(`${patchName}: a diff without a file name`);
    const before = oldPath === null ? null : (files.get(oldPath) ?? null);
    if (oldPath !== null && before === null) throw new PatchError(`${patchName}: ${oldPath} does not exist`);
    if (oldPath === null && files.has(path)) throw new PatchError(`${patchName}: ${path} exists already`);
    const after = applyPatch(before ?? '', file);
    if (after === false) {
      const hunk = failingHunk(before ?? '', file);
      const line = file.hunks[hunk - 1]?.oldStart ?? 0;
      throw new PatchError(`${patchName}: ${path}: hunk ${hunk} (line ${line}) does not apply`);
    }
    return { path, before, after: newPath === null ? null : after };
  });
}

/** `files` with the changes made. */
export function withChanges(files: Files, changes: readonly FileChange[]): Map<string, string> {
  const result = new Map(files);
  for (const change of changes) {
    if (change.after === null) result.delete(change.path);
    else result.set(change.path, change.after);
  }
  return result;
}
