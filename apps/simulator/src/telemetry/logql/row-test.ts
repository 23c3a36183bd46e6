import type { LogSegment } from '../store/rows.ts';

export type RowTest = (segment: LogSegment, row: number) => boolean;

/** true: all rows of the template; false: none. */
export type Test = RowTest | boolean;

export const negated = (test: Test): Test =>
  typeof test === 'boolean' ? !test : (segment, row) => !test(segment, row);

const rowTests = (tests: readonly Test[]): RowTest[] =>
  tests.filter((test): test is RowTest => typeof test === 'function');

export function anyOf(tests: readonly Test[]): Test {
  if (tests.includes(true)) return true;
  const rows = rowTests(tests);
  if (rows.length === 0) return false;
  return rows.length === 1 ? (rows[0] ?? false) : (segment, row) => rows.some((test) => test(segment, row));
}

export function allOf(tests: readonly Test[]): Test {
  if (tests.includes(false)) return false;
  const rows = rowTests(tests);
  return rows.length === 0 ? true : (segment, row) => rows.every((test) => test(segment, row));
}

/** A test of a number, computed once per number. */
export function memo(test: (id: number) => boolean): (id: number) => boolean {
  const known: (boolean | undefined)[] = [];
  return (id) => {
    const answer = known[id];
    if (answer !== undefined) return answer;
    const fresh = test(id);
    known[id] = fresh;
    return fresh;
  };
}
