/** A transcript: what somebody does in a drill, step by step, in the words of the API. */
import { actionSchema, readingSchema } from '@firedrill/protocol';
import { z } from 'zod';
import { timeOfDay } from './times.ts';

const text = z.string().trim().min(1);
const labels = z.record(z.string(), z.string());
const spanOf = z.strictObject({ service: text, operation: text, slowerThanMs: z.number().min(0).default(0) });
const changeOf = z.strictObject({ kind: text, service: text, reason: text.optional() });

const window = z
  .tuple([timeOfDay, timeOfDay])
  .or(z.tuple([z.number(), z.number()]))
  .describe('From and to: times of day, or minutes after the page.');
const instant = timeOfDay.or(z.number()).describe('A time of day, or minutes after the page.');

/** What is looked at. One of metric, log, trace, event. */
const subject = {
  metric: text.optional().describe('PromQL.'),
  focus: labels.optional(),
  log: text.optional().describe('LogQL.'),
  trace: spanOf.optional().describe('A trace that has such a span.'),
  event: changeOf.optional().describe('An entry of the change feed.'),
  window: window.optional(),
};

const at = z
  .string()
  .regex(/^\d{1,3}:[0-5]\d$/, 'minutes and seconds, M:SS')
  .optional()
  .describe('On the work clock. Default: a while after the step before.');
const pinNames = z.array(text).default([]);

const prediction = z.strictObject({ id: text, text, ...subject, outcome: readingSchema });
const alternative = z.strictObject({ component: text, mechanism: text, because: text, pins: pinNames });
const trigger = text.or(changeOf).describe('An entry of the change feed, or what the form offers beside those.');

export const slotsSchema = z.strictObject({
  component: text.nullish(),
  mechanism: text.nullish(),
  since: instant.nullish(),
  resource: text.nullish(),
  trigger: trigger.nullish(),
  blastRadius: z.array(text).nullish(),
  recovery: text.nullish(),
});
export type TranscriptSlots = z.infer<typeof slotsSchema>;

const hypothesis = slotsSchema.extend({
  because: z.string().default(''),
  cites: z.record(text, z.array(text)).default({}).describe('By slot: names of pins.'),
  predictions: z.array(prediction).default([]),
  alternatives: z.array(alternative).default([]),
});
export type TranscriptHypothesis = z.infer<typeof hypothesis>;

const act = z.record(text, z.unknown()).describe('A verb and its parameters; `commit` may be the subject of one.');

export const stepSchema = z.union([
  z.strictObject({ at, look: z.strictObject(subject) }),
  z.strictObject({
    at,
    pin: text.describe('A name for it, and what the notebook shows.'),
    ...subject,
    reading: readingSchema,
    value: text.optional(),
  }),
  z.strictObject({ at, withdraw: text }),
  z.strictObject({ at, timeline: text, when: instant, onset: z.boolean().default(false), pin: text.optional() }),
  z.strictObject({ at, lock: hypothesis }),
  z.strictObject({ at, check: text.describe('Id of a prediction.'), says: z.enum(['held', 'failed']) }),
  z.strictObject({
    at,
    code: z.union([
      z.strictObject({ open: text }),
      z.strictObject({ search: text }),
      z.strictObject({ history: text.optional() }),
      z.strictObject({ commit: text.describe('Beginning of its subject.') }),
    ]),
  }),
  z.strictObject({
    at,
    contradiction: z.string(),
    found: z.boolean().default(false),
    look: z.array(z.strictObject(subject)).default([]),
  }),
  z.strictObject({ at, submit: z.literal(true) }),
  z.strictObject({ at, act }),
  z.strictObject({ at, hint: z.literal(true) }),
  z.strictObject({ at, skip: z.enum(['minute', 'quarter', 'hour']) }),
  z.strictObject({ at, verify: z.string(), look: z.array(z.strictObject(subject)).default([]) }),
]);
export type Step = z.infer<typeof stepSchema>;

/** Changes to another transcript, carried out in order. */
export const editSchema = z.union([
  z.strictObject({ stretch: z.number().positive().describe('All times, so many times.') }),
  z.strictObject({ without: z.array(text).describe('Kinds of steps, or names of pins and predictions.') }),
  z.strictObject({ first: z.array(text).describe('Kinds of steps that come before all others.') }),
  z.strictObject({ slots: slotsSchema.describe('In every lock; null takes a slot out.') }),
  z.strictObject({ guesses: z.array(slotsSchema).describe('Each is locked and submitted before the real answer.') }),
  z.strictObject({
    spray: z.array(slotsSchema).describe('Each is locked, with the evidence of the real one, before it.'),
  }),
  z.strictObject({ hints: z.number().int().min(1).max(3) }),
  z.strictObject({ vague: z.literal(true).describe('Locks lose predictions, alternatives and citations.') }),
]);
export type Edit = z.infer<typeof editSchema>;

export const transcriptSchema = z.strictObject({
  says: text.describe('What kind of run this is.'),
  mode: z.enum(['guided', 'open']).default('guided'),
  from: z.literal('solution').optional().describe('Begin with the steps of solution.yaml.'),
  edits: z.array(editSchema).default([]),
  opening: z.array(stepSchema).default([]).describe('Before the edited steps of the other transcript.'),
  steps: z.array(stepSchema).default([]).describe('With `from`: after the edited ones.'),
});
export type Transcript = z.infer<typeof transcriptSchema>;
export type Subject = Pick<
  Extract<Step, { pin: string; reading: unknown }>,
  'metric' | 'focus' | 'log' | 'trace' | 'event' | 'window'
>;

export const actionOf = (parameters: Readonly<Record<string, unknown>>) => actionSchema.safeParse(parameters);
