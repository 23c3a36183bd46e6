/** scenario.yaml, parsed once. Times of day are HH:MM or HH:MM:SS on the scenario's date, UTC. */
import { z } from 'zod';
import { signalSchema } from './signals.ts';
import { timeOfDay } from './times.ts';

const text = z.string().trim().min(1);
const durationSeconds = z.number().min(0).max(7200);
const parameters = z.record(z.string(), z.union([z.string(), z.number()]));

const releaseSchema = z.strictObject({
  /** The patch under commits/ whose merge this ships, without `.patch`. */
  commit: text,
  service: text,
  /** When the pipeline starts the roll-out. */
  at: timeOfDay,
  /** Pods replaced together, batch after batch, each `after` seconds from the start. */
  batches: z.array(z.strictObject({ pods: z.number().int().min(1), after: durationSeconds })).min(1),
  /** What the pipeline's post-deploy check makes of it. */
  rollback: z
    .strictObject({
      /** Seconds from the start of the roll-out to the failed check. */
      after: durationSeconds,
      /** One pod each, seconds from the failed check. */
      pods: z.array(durationSeconds).min(1),
    })
    .optional(),
});

export const scenarioSchema = z.strictObject({
  title: text.max(60),
  summary: text.max(300),
  minutes: z.number().int().min(5).max(180),
  difficulty: z.enum(['first', 'medium', 'hard']),
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a date, YYYY-MM-DD'),
  /** The healthy history begins here ... */
  history: timeOfDay,
  /** ... and the incident's own run here, shortly before anything differs. */
  incident: timeOfDay,
  ends: timeOfDay,
  /**
   * From here every world runs in one piece. Between `incident` and this it runs in pieces that are computed on their own,
   * newest first: for causes that were there hours before the page. Default: `incident`.
   */
  continuous: timeOfDay.optional(),
  traffic: z.strictObject({ requestsPerSecond: z.number().min(1).max(500) }),
  commits: z.array(text).min(1),
  /**
   * What breaks: a commit of this scenario (left out of every other world, where `instead` takes its place),
   * a cause of the library, or nothing.
   */
  cause: z.union([
    z.strictObject({ commit: text, instead: text.optional() }),
    z.strictObject({
      library: text,
      at: timeOfDay,
      with: parameters.default({}),
      /** Subject of the commit that the debrief shows, where code has a part in it. */
      exhibit: text.optional(),
    }),
    z.strictObject({ none: z.literal(true) }),
  ]),
  /** Causes of the library that the page alone cannot tell from the true one. */
  rivals: z
    .array(z.strictObject({ cause: text, id: text.optional(), at: timeOfDay, with: parameters.default({}) }))
    .max(12)
    .default([]),
  /** Rivals are run to here. Default: 20 minutes after the first release or change. */
  rivalsUntil: timeOfDay.optional(),
  releases: z.array(releaseSchema),
  signals: z.array(signalSchema).default([]),
  page: z.strictObject({
    /** Name of the rule in deploy/alerts.yaml. */
    rule: text,
    summary: text,
    service: text,
    owner: text,
    dependencies: z.array(text),
    runbook: text,
    noticed: z.array(z.strictObject({ who: text, text, afterPage: z.number().min(-3600).max(3600) })).default([]),
  }),
  truth: z.strictObject({
    summary: text,
    onset: timeOfDay,
    component: text,
    mechanism: text,
    guiltyEdge: z.tuple([text, text]),
    story: z.array(z.strictObject({ at: timeOfDay, text })).min(1),
    lesson: text,
  }),
});
export type ScenarioFile = z.infer<typeof scenarioSchema>;
export type ReleaseFile = ScenarioFile['releases'][number];
