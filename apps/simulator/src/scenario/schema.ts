/** scenario.yaml, parsed once. Times of day are HH:MM or HH:MM:SS on the scenario's date, UTC. */
import { z } from 'zod';
import { expectSchema } from './expect.ts';
import { hintSchema } from './hints.ts';
import { signalSchema } from './signals.ts';
import { timeOfDay } from './times.ts';
import { truthSchema } from './truth.ts';

const text = z.string().trim().min(1);
const durationSeconds = z.number().min(0).max(7200);
const parameters = z.record(z.string(), z.union([z.string(), z.number()]));

const batch = z.strictObject({
  pods: z.number().int().min(1),
  after: durationSeconds.describe('Seconds from the start of the roll-out.'),
});

const releaseSchema = z.strictObject({
  commit: text.describe('The patch under commits/ whose merge this ships, without `.patch`.'),
  service: text,
  at: timeOfDay.describe('When the pipeline starts the roll-out.'),
  batches: z.array(batch).min(1).describe('Pods that are replaced together, batch after batch.'),
  rollback: z
    .strictObject({
      after: durationSeconds.describe('Seconds from the start of the roll-out to the failed check.'),
      pods: z.array(durationSeconds).min(1).describe('One pod each, in seconds from the failed check.'),
    })
    .optional()
    .describe("What the pipeline's check after the roll-out makes of it, where the release breaks the world."),
});

const causeSchema = z
  .union([
    z.strictObject({
      commit: text.describe('One of `commits`. Every other world does without it.'),
      instead: text.optional().describe('A patch under commits/ that takes its place there.'),
    }),
    z.strictObject({
      library: text.describe("The folder's name under _causes/."),
      at: timeOfDay,
      with: parameters.default({}).describe("The cause's parameters, where they differ from its defaults."),
      exhibit: text.optional().describe('Subject of the commit that the debrief shows, where code has a part in it.'),
    }),
    z.strictObject({ none: z.literal(true) }),
  ])
  .describe('What breaks: a commit of this scenario, a cause of the library, or nothing.');

const rivalSchema = z.strictObject({
  cause: text.describe("The folder's name under _causes/."),
  id: text.optional().describe('Needed where one cause is named twice. Default: the cause.'),
  at: timeOfDay,
  with: parameters
    .default({})
    .describe("The cause's parameters, and `service` where it has commits for more than one."),
  lasts: z.number().positive().optional().describe('Seconds, instead of what the cause says. Not for commits.'),
  every: z
    .number()
    .positive()
    .optional()
    .describe('Seconds after which it begins again, until the end. Not for commits.'),
});

const noticedSchema = z.strictObject({
  who: text,
  text,
  afterPage: z.number().min(-3600).max(3600).describe('Seconds; negative is before the page.'),
});

const pageSchema = z.strictObject({
  rule: text.describe('Name of the alert in deploy/alerts.yaml of the shop.'),
  from: timeOfDay
    .optional()
    .describe(
      'The rule is watched from here on: what fired before went to whoever was on call then. Default: continuous.',
    ),
  summary: text,
  service: text.describe('Where it hurts. The trainee sees it.'),
  owner: text,
  dependencies: z.array(text),
  runbook: text,
  noticed: z.array(noticedSchema).default([]).describe('What people say, around the page.'),
});

export const scenarioSchema = z.strictObject({
  title: text.max(60).describe('Neutral: every trainee sees it.'),
  summary: text.max(300).describe('What one is told before the page.'),
  minutes: z.number().int().min(5).max(180).describe('How long a drill takes people.'),
  difficulty: z.enum(['first', 'medium', 'hard']),
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a date, YYYY-MM-DD'),
  history: timeOfDay.describe('The healthy history begins here.'),
  incident: timeOfDay.describe("The incident's own run begins here, shortly before anything differs."),
  ends: timeOfDay,
  continuous: timeOfDay
    .optional()
    .describe(
      'From here every world runs in one piece; between `incident` and this in pieces of an hour, newest first. For causes that were there hours before the page. Default: `incident`.',
    ),
  traffic: z.strictObject({
    requestsPerSecond: z.number().min(1).max(500),
    peak: z
      .strictObject({ at: timeOfDay, factor: z.number().min(0.2).max(5), minutes: z.number().min(2).max(600) })
      .optional()
      .describe(
        'A rise that is normal, in every world: at its top, so many times as many requests; how long it is felt.',
      ),
  }),
  commits: z
    .array(text)
    .min(1)
    .describe('Patches under commits/, oldest first, without `.patch`: the cause among innocent ones.'),
  cause: causeSchema,
  rivals: z
    .array(rivalSchema)
    .max(12)
    .default([])
    .describe('Causes of the library that the page alone cannot tell from the true one.'),
  rivalsUntil: timeOfDay
    .optional()
    .describe('Rivals are run to here. Default: 20 minutes after the first rival begins.'),
  releases: z.array(releaseSchema),
  signals: z
    .array(signalSchema)
    .default([])
    .describe('What suffices to solve it, and decoys. Anything else that a trainee looks at counts just as well.'),
  readiness: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.5)
    .describe(
      'How far the evidence behind a hypothesis must narrow before code costs nothing; 0.25 where it shows only now and then.',
    ),
  hints: z.array(hintSchema).default([]).describe('From vague to plain, in the order in which they are given.'),
  expect: expectSchema.optional(),
  page: pageSchema,
  truth: truthSchema.describe('Shown in the debrief, and never before.'),
});
export type ScenarioFile = z.infer<typeof scenarioSchema>;
export type ReleaseFile = ScenarioFile['releases'][number];
