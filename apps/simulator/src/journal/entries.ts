/** What people did in a drill. Nothing here is ever changed; later versions only add. */
import {
  actionSchema,
  clockSegmentSchema,
  evidenceQuerySchema,
  hypothesisSchema,
  pinRequestSchema,
  predictionSchema,
  timelineRequestSchema,
} from '@firedrill/protocol';
import { z } from 'zod';

const ms = z.number();
const id = z.string();

/** How the clock of a drill was set, and by what. */
const clock = { segment: clockSegmentSchema };

/** What a panel shows; what was on the screen in the minutes before goes with what is said of it. */
export const panelQuerySchema = z.discriminatedUnion('modality', [
  z.object({ modality: z.literal('metric'), expr: z.string() }),
  z.object({ modality: z.literal('log'), query: z.string() }),
]);
export type PanelQuery = z.infer<typeof panelQuerySchema>;

export const entryDataSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('drill.created'),
    mode: z.enum(['guided', 'open']),
    catalogId: id,
    seed: z.number(),
    /** Absent in older journals: they are scored. */
    timeBoxes: z.boolean().optional(),
    ...clock,
  }),
  z.object({ type: z.literal('member.joined'), name: z.string(), role: z.enum(['host', 'trainee']) }),
  z.object({
    type: z.literal('drill.started'),
    page: z.object({ rule: z.string(), firedAtMs: ms, value: z.number() }),
    ...clock,
  }),
  z.object({ type: z.literal('page.acknowledged'), ...clock }),
  z.object({ type: z.literal('clock.changed'), why: z.enum(['pause', 'resume', 'speed', 'skip', 'outage']), ...clock }),
  z.object({ type: z.literal('clock.skip-voted'), by: z.enum(['minute', 'quarter', 'hour']) }),
  z.object({ type: z.literal('metric.queried'), expr: z.string(), fromMs: ms, toMs: ms }),
  z.object({ type: z.literal('log.queried'), query: z.string(), fromMs: ms, toMs: ms }),
  /** A panel showed this for the first time, without anybody asking. */
  z.object({ type: z.literal('panel.viewed'), query: panelQuerySchema }),
  z.object({ type: z.literal('trace.searched'), service: z.string(), operation: z.string(), fromMs: ms, toMs: ms }),
  z.object({ type: z.literal('trace.opened'), traceId: z.string() }),
  z.object({ type: z.literal('events.viewed') }),
  z.object({ type: z.literal('evidence.pinned'), pinId: id, pin: pinRequestSchema }),
  z.object({ type: z.literal('evidence.withdrawn'), pinId: id }),
  z.object({ type: z.literal('timeline.added'), entryId: id, entry: timelineRequestSchema }),
  z.object({ type: z.literal('timeline.removed'), entryId: id }),
  z.object({ type: z.literal('hypothesis.written'), hypothesis: hypothesisSchema }),
  z.object({
    type: z.literal('hypothesis.locked'),
    hypothesis: hypothesisSchema,
    version: z.number(),
    complete: z.boolean(),
  }),
  z.object({
    type: z.literal('prediction.checked'),
    predictionId: id,
    query: evidenceQuerySchema,
    window: predictionSchema.shape.window,
    found: z.string(),
    foundReading: z.string(),
  }),
  z.object({ type: z.literal('prediction.judged'), predictionId: id, verdict: z.enum(['held', 'failed']) }),
  z.object({
    type: z.literal('contradiction.checked'),
    found: z.boolean(),
    note: z.string(),
    looked: z.array(panelQuerySchema).optional(),
  }),
  z.object({ type: z.literal('code.entered-early') }),
  z.object({ type: z.literal('code.opened'), path: z.string() }),
  z.object({ type: z.literal('code.searched'), text: z.string() }),
  /** `path` and `sha` name what was looked at, where it is one file or commit. */
  z.object({
    type: z.literal('git.viewed'),
    what: z.string(),
    path: z.string().optional(),
    sha: z.string().optional(),
  }),
  z.object({ type: z.literal('rootcause.submitted'), hypothesis: hypothesisSchema }),
  /** `message` is of older journals: how far an action is stands in the change feed. */
  z.object({ type: z.literal('mitigation.executed'), action: actionSchema, message: z.string().optional() }),
  z.object({
    type: z.literal('hint.used'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: z.string(),
    /** Signals and slots that it gave away. */
    reveals: z.array(z.string()),
  }),
  z.object({
    type: z.literal('recovery.verified'),
    note: z.string(),
    looked: z.array(panelQuerySchema).optional(),
  }),
  z.object({ type: z.literal('drill.ended') }),
  /** How it felt: told after the end, and never scored. */
  z.object({ type: z.literal('felt.told'), text: z.string() }),
]);
export type EntryData = z.infer<typeof entryDataSchema>;
export type EntryType = EntryData['type'];

/** Raised when entries change their meaning; a reader refuses what it does not know. */
export const journalVersion = 1;

export const entrySchema = z.object({
  v: z.literal(journalVersion),
  /** 1, 2, 3 ... within the drill. */
  seq: z.number().int().min(1),
  /** The server's wall clock, epoch ms. */
  wallMs: ms,
  /** The incident's clock, epoch ms of the world. */
  incidentMs: ms,
  workMs: ms,
  /** Who: a seat's id, or 'server'. */
  actor: z.string(),
  name: z.string(),
  data: entryDataSchema,
  prevHash: z.string(),
  hash: z.string(),
});
export type Entry = z.infer<typeof entrySchema>;
