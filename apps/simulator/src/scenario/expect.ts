/** What an author expects of every seed: `scenario check` holds the worlds against it. */
import { z } from 'zod';
import { timeOfDay } from './times.ts';

const range = z
  .tuple([z.number(), z.number()])
  .refine(([least, most]) => least <= most, 'the first number must not be above the second')
  .describe('Least and most.');

const ratio = z
  .strictObject({
    of: timeOfDay.describe('The minute to compare with.'),
    least: z.number().min(0).optional().describe('At least this many times as much.'),
    most: z.number().min(0).optional().describe('At most this many times as much.'),
  })
  .refine(({ least, most }) => least !== undefined || most !== undefined, 'say least, most, or both');

const cell = z.union([range, ratio]).optional();

/** As `scenario table` prints them. */
export const tableColumns = ['rps', 'p50_ms', 'p95_ms', 'p99_ms', 'error_pct'] as const;
export type TableColumn = (typeof tableColumns)[number];

const minute = z
  .strictObject({
    at: timeOfDay.describe('The minute that begins then; requests count where they began.'),
    to: timeOfDay.optional().describe('The same for every minute up to this one, which counts too.'),
    rps: cell,
    p50_ms: cell,
    p95_ms: cell,
    p99_ms: cell,
    error_pct: cell,
  })
  .refine((row) => tableColumns.some((column) => row[column] !== undefined), 'expects nothing of the minute');

export const expectSchema = z.strictObject({
  page: z.tuple([timeOfDay, timeOfDay]).optional().describe('The page comes between these, in every seed.'),
  minutes: z.array(minute).default([]).describe('What the edge sees, as `scenario table` prints it.'),
});
export type ExpectFile = z.infer<typeof expectSchema>;
export type ExpectedMinute = ExpectFile['minutes'][number];
export type ExpectedCell = NonNullable<ExpectedMinute[TableColumn]>;
