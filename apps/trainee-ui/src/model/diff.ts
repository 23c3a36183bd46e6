/** One line of a hunk; `before` and `after` are its line numbers, null on the side where it is not. */
export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed';
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
}

export interface DiffHunk {
  readonly header: string;
  readonly lines: readonly DiffLine[];
}

export interface DiffFile {
  /** The path after the change, or before it when the file was deleted. */
  readonly path: string;
  readonly change: 'added' | 'deleted' | 'changed';
  readonly hunks: readonly DiffHunk[];
  readonly addedCount: number;
  readonly removedCount: number;
}

const named = (text: string): string | null => {
  const path = text.split('\t')[0]?.trim() ?? '';
  return path === '/dev/null' ? null : path.replace(/^[ab]\//, '');
};

interface Open {
  before: string | null;
  after: string | null;
  hunks: { header: string; lines: DiffLine[] }[];
}

function closed(file: Open): DiffFile {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  return {
    path: file.after ?? file.before ?? '',
    change: file.before === null ? 'added' : file.after === null ? 'deleted' : 'changed',
    hunks: file.hunks,
    addedCount: lines.filter((line) => line.kind === 'added').length,
    removedCount: lines.filter((line) => line.kind === 'removed').length,
  };
}

/** Reads a unified diff of any number of files. What stands between files and hunks is passed over. */
export function parseDiff(text: string): DiffFile[] {
  const files: Open[] = [];
  let [before, after] = [0, 0];
  let [beforeLeft, afterLeft] = [0, 0];
  for (const line of text.split('\n')) {
    const hunk = files.at(-1)?.hunks.at(-1);
    if (hunk && (beforeLeft > 0 || afterLeft > 0)) {
      const mark = line[0] ?? ' ';
      if (mark === '\\') continue;
      const content = line.slice(1);
      if (mark === '+') {
        hunk.lines.push({ kind: 'added', before: null, after: after++, text: content });
        afterLeft--;
      } else if (mark === '-') {
        hunk.lines.push({ kind: 'removed', before: before++, after: null, text: content });
        beforeLeft--;
      } else {
        hunk.lines.push({ kind: 'context', before: before++, after: after++, text: content });
        beforeLeft--;
        afterLeft--;
      }
      continue;
    }
    const last = files.at(-1);
    if (line.startsWith('--- ')) files.push({ before: named(line.slice(4)), after: null, hunks: [] });
    else if (line.startsWith('+++ ') && last) last.after = named(line.slice(4));
    const [, from, fromCount, to, toCount] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (from === undefined || to === undefined || !last) continue;
    [before, after] = [Number(from), Number(to)];
    [beforeLeft, afterLeft] = [Number(fromCount ?? 1), Number(toCount ?? 1)];
    last.hunks.push({ header: line, lines: [] });
  }
  return files.map(closed);
}

/** Left and right of a split view: removed lines stand beside the added ones that replace them. */
export function splitRows(lines: readonly DiffLine[]): { left: DiffLine | null; right: DiffLine | null }[] {
  const rows: { left: DiffLine | null; right: DiffLine | null }[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++)
      rows.push({ left: removed[at] ?? null, right: added[at] ?? null });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === 'removed') {
      if (added.length > 0) flush();
      removed.push(line);
    } else if (line.kind === 'added') added.push(line);
    else {
      flush();
      rows.push({ left: line, right: line });
    }
  }
  flush();
  return rows;
}
