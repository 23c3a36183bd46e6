/** Evidence, timeline, hypothesis: what a team writes. */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const ms = z.number().finite();
const note = z.string().max(2000).default('');

export const modalitySchema = z.enum(['metric', 'log', 'trace', 'event']);
export type Modality = z.infer<typeof modalitySchema>;

/** Compared with normal, what is read here? `which`: this one (a route, a state, an event). */
export const readingSchema = z.enum(['higher', 'lower', 'same', 'gone', 'comes-and-goes', 'which']);
export type Reading = z.infer<typeof readingSchema>;

/** How a reading is said. */
export const readingLabels: Readonly<Record<Reading, string>> = {
  higher: 'higher',
  lower: 'lower',
  same: 'same',
  gone: 'gone',
  'comes-and-goes': 'comes and goes',
  which: 'this one',
};

/** What was pinned, as something that can be run again in any world. */
export const evidenceQuerySchema = z.discriminatedUnion('modality', [
  /** `focus`: the labels of the series that was focused; {} when the query has a single series. */
  z.object({
    modality: z.literal('metric'),
    expr: z.string().min(1).max(4000),
    focus: z.record(z.string(), z.string()).default({}),
  }),
  z.object({ modality: z.literal('log'), query: z.string().min(2).max(4000) }),
  /** The focused span of a trace. */
  z.object({
    modality: z.literal('trace'),
    traceId: z.string().regex(/^[0-9a-f]{32}$/),
    service: z.string().min(1).max(100),
    operation: z.string().min(1).max(300),
  }),
  /** One entry of the change feed. */
  z.object({ modality: z.literal('event'), changeId: id }),
]);
export type EvidenceQuery = z.infer<typeof evidenceQuerySchema>;

/** A change is there or not, and spans are not one after the other: not everything can be read of everything. */
const readingsOf: Readonly<Record<Modality, readonly Reading[]>> = {
  metric: readingSchema.options,
  log: readingSchema.options,
  trace: readingSchema.options.filter((reading) => reading !== 'comes-and-goes'),
  event: ['higher', 'same', 'which'],
};

const isOutcome = (reading: Reading): boolean => reading !== 'which';

/** What can be read of evidence. "This one" points at something among others: there is none where a query is one series. */
export const readingsFor = (query: EvidenceQuery): readonly Reading[] =>
  query.modality === 'metric' && Object.keys(query.focus).length === 0
    ? readingsOf.metric.filter(isOutcome)
    : readingsOf[query.modality];

/** What can be predicted of a query: what it will show. */
export const outcomesFor = (modality: Modality): readonly Reading[] => readingsOf[modality].filter(isOutcome);

/** Epoch ms. */
const windowSchema = z
  .object({ fromMs: ms, toMs: ms })
  .refine((w) => w.fromMs < w.toMs, { message: 'fromMs must be before toMs' });

export const pinRequestSchema = z.object({
  query: evidenceQuerySchema,
  window: windowSchema,
  reading: readingSchema,
  /** With reading `which`: the value seen, such as a route. */
  value: z.string().max(300).optional(),
  /** What the pinner saw, in short: the panel's title, the log line. */
  title: z.string().min(1).max(300),
  note,
});
export type PinRequest = z.infer<typeof pinRequestSchema>;

export interface Pin extends PinRequest {
  readonly id: string;
  readonly seq: number;
  readonly author: string;
  readonly incidentMs: number;
}

export const timelineRequestSchema = z.object({
  atMs: ms,
  text: z.string().min(1).max(500),
  /** The onset: when it began. At most one entry is it; the last one said wins. */
  onset: z.boolean().default(false),
  pinId: id.optional(),
});
export type TimelineRequest = z.infer<typeof timelineRequestSchema>;

export interface TimelineEntry extends TimelineRequest {
  readonly id: string;
  readonly seq: number;
  readonly author: string;
}

const slot = z.object({
  value: z.string().max(200),
  /** Pins cited for this slot. */
  pins: z.array(id).max(8).default([]),
});

export const slotsSchema = z.object({
  component: slot.optional(),
  mechanism: slot.optional(),
  /** `value`: when it began, epoch ms as text. */
  since: slot.optional(),
  resource: slot.optional(),
  /** A change's id, or one of `triggersBesideChanges`. */
  trigger: slot.optional(),
  /** Routes and pods, joined by commas. */
  blastRadius: slot.optional(),
  recovery: slot.optional(),
});
export type Slots = z.infer<typeof slotsSchema>;
export const slotNames: readonly string[] = Object.keys(slotsSchema.shape);

export const predictionSchema = z.object({
  id,
  text: z.string().min(1).max(500),
  query: evidenceQuerySchema,
  /** When it is to show; it may lie ahead. Absent: the incident as a whole. */
  window: windowSchema.optional(),
  outcome: readingSchema,
});
export type Prediction = z.infer<typeof predictionSchema>;

export const alternativeSchema = z.object({
  component: z.string().min(1).max(100),
  mechanism: z.string().min(1).max(100),
  /** Why it is not this one. */
  because: z.string().min(1).max(1000),
  pins: z.array(id).max(8).default([]),
});
export type Alternative = z.infer<typeof alternativeSchema>;

export const hypothesisSchema = z.object({
  slots: slotsSchema,
  /** In one's own words. */
  because: z.string().max(4000).default(''),
  predictions: z.array(predictionSchema).max(5).default([]),
  alternatives: z.array(alternativeSchema).max(5).default([]),
});
export type Hypothesis = z.infer<typeof hypothesisSchema>;

/** Kinds of things a hypothesis can still lack. Anyone can see these; none tells which evidence. */
export const missingSchema = z.enum([
  'evidence',
  'second-modality',
  'component',
  'mechanism',
  'prediction',
  'alternative',
]);
export type Missing = z.infer<typeof missingSchema>;

/** What is still missing before a hypothesis is complete, in the form's order. Pure; shared by server and UI. */
export function missingFor(hypothesis: Hypothesis, pins: readonly Pin[]): Missing[] {
  const missing: Missing[] = [];
  const modalities = new Set(pins.map((pin) => pin.query.modality));
  if (modalities.size === 0) missing.push('evidence');
  if (modalities.size < 2) missing.push('second-modality');
  if (!hypothesis.slots.component?.value) missing.push('component');
  if (!hypothesis.slots.mechanism?.value) missing.push('mechanism');
  if (hypothesis.predictions.length === 0) missing.push('prediction');
  if (hypothesis.alternatives.length === 0) missing.push('alternative');
  return missing;
}
