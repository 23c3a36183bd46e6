/** Changes of what surrounds the shop: the causes that are not commits. */
import { z } from 'zod';

const text = z.string().trim().min(1);
const positiveMs = z.number().int().min(1).max(86_400_000);

/** Names are those of the shop: services, tables, keys. Durations in milliseconds. */
export const changeSchema = z.discriminatedUnion('kind', [
  /** More rows in a table, all at once: an import, a migration. Of products, real ones are added. */
  z.strictObject({ kind: z.literal('data'), table: text, rows: z.number().int().min(1).max(10_000_000) }),
  /** As many visitors as usual, times `factor`. */
  z.strictObject({ kind: z.literal('traffic'), factor: z.number().min(0).max(1000), route: text.optional() }),
  /** Packets of one edge take longer, or are lost. `to` may be a store. */
  z.strictObject({
    kind: z.literal('network'),
    from: text,
    to: text,
    delayMs: z.number().min(0).max(60_000).default(0),
    lossPercent: z.number().min(0).max(100).default(0),
  }),
  /** Another workload takes processor time on a node: what runs there takes `factor` times as long. */
  z.strictObject({ kind: z.literal('node-load'), node: text, factor: z.number().min(1).max(100) }),
  /** Somebody's client runs a command, written as at a prompt (`keys *`), that takes Redis `costMs` each time. */
  z.strictObject({
    kind: z.literal('redis-command'),
    client: text,
    command: text,
    costMs: positiveMs,
    everyMs: positiveMs,
  }),
  /** Somebody sets a key, again and again: a lock that nobody of the shop holds. */
  z.strictObject({
    kind: z.literal('redis-key'),
    client: text,
    key: text,
    ttlMs: positiveMs,
    everyMs: positiveMs,
  }),
  /** Somebody's database session: runs its statements one after the other, holds them for a while, commits. */
  z.strictObject({
    kind: z.literal('session'),
    application: text,
    statements: z.array(text).min(1),
    holdMs: z.number().int().min(0).max(86_400_000),
    everyMs: positiveMs,
    /** Sessions that do this side by side. */
    parallel: z.number().int().min(1).max(64).default(1),
  }),
  /** Environment variables of a deployment get other values; its pods are replaced one by one. */
  z.strictObject({
    kind: z.literal('configuration'),
    service: text,
    set: z.record(text, z.string()),
    author: text,
  }),
]);
export type Change = z.infer<typeof changeSchema>;
export type ChangeKind = Change['kind'];
export type ChangeOf<K extends ChangeKind> = Extract<Change, { kind: K }>;
