/** Each entry carries the hash of the one before: what was removed or changed later shows. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Entry, entrySchema, journalVersion } from './entries.ts';

export type Unchained = Omit<Entry, 'v' | 'seq' | 'prevHash' | 'hash'>;

/** Stable for equal content: keys in order, so that a store may reorder them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const hashOf = (entry: Omit<Entry, 'hash'>): string => createHash('sha256').update(canonical(entry)).digest('hex');

/** Gives new entries their numbers and hashes. */
export function chain(after: Pick<Entry, 'seq' | 'hash'> | null, entries: readonly Unchained[]): Entry[] {
  let seq = after?.seq ?? 0;
  let prevHash = after?.hash ?? '';
  return entries.map((entry) => {
    seq++;
    const unhashed = { v: journalVersion, seq, ...entry, prevHash } as const;
    const hash = hashOf(unhashed);
    prevHash = hash;
    return { ...unhashed, hash };
  });
}

/** Raised with the entry and its version, where somebody reads what was written by another version. */
export class UnknownEntry extends Error {
  override readonly name = 'UnknownEntry';
}

/** Raised with the entry and its version, where entries were changed, left out or moved. */
export class BrokenJournal extends Error {
  override readonly name = 'BrokenJournal';
}

/** What is told of an entry that cannot be parsed: its version and type, as far as it has them. */
const claims = z.object({ v: z.unknown(), data: z.object({ type: z.string() }).optional().catch(undefined) });

function unknown(value: unknown, index: number, problem: z.ZodError): UnknownEntry {
  const { data: claimed } = claims.safeParse(value);
  const version = claimed?.v === undefined ? 'of no version' : `of journal version ${JSON.stringify(claimed.v)}`;
  const type = claimed?.data ? ` (${claimed.data.type})` : '';
  const issue = problem.issues[0];
  return new UnknownEntry(
    `entry ${index + 1}${type} is ${version}, and is not understood by version ${journalVersion}: ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

/** Parses and verifies a stored journal. Throws UnknownEntry or BrokenJournal, naming the first entry that does not fit. */
export function verify(stored: readonly unknown[]): Entry[] {
  let seq = 0;
  let prevHash = '';
  return stored.map((value, index) => {
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success) throw unknown(value, index, parsed.error);
    const { hash, ...rest } = parsed.data;
    if (rest.seq !== seq + 1 || rest.prevHash !== prevHash || hashOf(rest) !== hash) {
      throw new BrokenJournal(`entry ${index + 1} (journal version ${rest.v}) does not follow from the one before`);
    }
    seq = rest.seq;
    prevHash = hash;
    return parsed.data;
  });
}
