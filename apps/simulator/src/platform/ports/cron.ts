/** Cron expressions of five fields, UTC: `*`, lists, ranges and steps. */

interface Field {
  readonly min: number;
  readonly max: number;
}

const fields: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12 },
  { min: 0, max: 6 },
];

function parseField(text: string, { min, max }: Field): ReadonlySet<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) throw new Error(`"${text}" is not a cron field`);
    const from = match[1] === undefined ? min : Number(match[1]);
    const to =
      match[2] !== undefined ? Number(match[2]) : match[1] === undefined || match[3] !== undefined ? max : from;
    for (let value = from; value <= to; value += Number(match[3] ?? 1)) values.add(value);
  }
  return values;
}

/** The first instant after `afterUs` at which the expression is due, microseconds. Throws on a malformed expression. */
export function nextDueUs(expression: string, afterUs: number): number {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== 5) throw new Error(`"${expression}" is not a cron expression of five fields`);
  const [minute, hour, day, month, weekday] = parts.map((part, i) => parseField(part, fields[i]!));
  const minuteUs = 60_000_000;
  const limit = 366 * 24 * 60;
  let at = (Math.floor(afterUs / minuteUs) + 1) * minuteUs;
  for (let i = 0; i < limit; i++, at += minuteUs) {
    const date = new Date(at / 1000);
    const due =
      minute!.has(date.getUTCMinutes()) &&
      hour!.has(date.getUTCHours()) &&
      day!.has(date.getUTCDate()) &&
      month!.has(date.getUTCMonth() + 1) &&
      weekday!.has(date.getUTCDay());
    if (due) return at;
  }
  throw new Error(`"${expression}" is never due`);
}
