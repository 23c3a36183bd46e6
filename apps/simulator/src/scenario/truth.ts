/** What really happens in a scenario: shown in the debrief, and what answers are held against. */
import { z } from 'zod';
import type { Course } from './course.ts';
import { timeOfDay } from './times.ts';

const text = z.string().trim().min(1);
const credits = z.record(text, z.number().min(0).max(1));

/** Slots whose values an author can give credit for, beside what follows from the rest. */
export const acceptableSlots = ['component', 'resource', 'mechanism', 'trigger', 'recovery'] as const;
export type AcceptableSlot = (typeof acceptableSlots)[number];

export const truthSchema = z.strictObject({
  summary: text,
  onset: timeOfDay.describe('From when on the shop behaves differently.'),
  component: text.describe('Id of a component in the catalogue of slots.'),
  resource: text
    .optional()
    .describe('Id of a resource in the catalogue of slots: what was short. Default: what the mechanism exhausts.'),
  mechanism: text.describe('Id of a mechanism in the catalogue of slots.'),
  recovery: z
    .array(text)
    .min(1)
    .optional()
    .describe('Ids of recoveries in the catalogue of slots: what ended it, or would. Default: what undoes the cause.'),
  accept: z
    .strictObject({
      component: credits.optional(),
      resource: credits.optional(),
      mechanism: credits.optional(),
      trigger: credits.optional(),
      recovery: credits.optional(),
    })
    .default({})
    .describe('Other values that are right (1) or partly right (below 1), where the general rules are too strict.'),
  guiltyEdge: z
    .tuple([text, text])
    .describe('The two services or stores between which it goes wrong, as telemetry calls them.'),
  story: z.array(z.strictObject({ at: timeOfDay, text })).min(1),
  lesson: text,
  emit: z
    .array(text)
    .default([])
    .describe('What should have been emitted to see it sooner. Default: what helps against such things in general.'),
});
export type TruthFile = z.infer<typeof truthSchema>;

export interface TriggerChange {
  readonly kinds: readonly string[];
  /** Empty: any. */
  readonly service: string;
  /** Begin of the commit's sha, where it is one. */
  readonly version: string;
  readonly atMs: number;
}

/** What began it, as the change feed tells it, or in words beside changes. */
export interface Trigger {
  readonly changes: readonly TriggerChange[];
  readonly words: Readonly<Record<string, number>>;
}

export interface Truth {
  readonly summary: string;
  readonly onsetMs: number;
  readonly component: string;
  readonly resource: string;
  readonly mechanism: string;
  readonly recovery: readonly string[];
  readonly trigger: Trigger;
  readonly accept: Readonly<Partial<Record<AcceptableSlot, Readonly<Record<string, number>>>>>;
  readonly guiltyEdge: readonly [string, string];
  readonly story: readonly { readonly atMs: number; readonly text: string }[];
  readonly lesson: string;
  readonly emit: readonly string[];
}

/** What each mechanism exhausts first. */
const exhausts: Readonly<Record<string, string>> = {
  'bad-configuration': 'client-timeout',
  'blocked-event-loop': 'event-loop',
  'cache-expiry-stampede': 'cache',
  'cache-eviction': 'cache',
  'connection-leak': 'connection-pool',
  'crash-loop': 'cpu',
  'data-growth': 'cpu',
  deadlock: 'database-locks',
  'garbage-collection': 'memory',
  'lock-held-too-long': 'lock',
  'memory-leak': 'memory',
  'missing-timeout': 'connection-pool',
  'network-latency': 'network-link',
  'network-loss': 'network-link',
  'noisy-neighbour': 'cpu',
  'poison-message': 'queue-depth',
  'rate-limited': 'external-quota',
  'retry-storm': 'client-timeout',
  'row-lock-contention': 'database-locks',
  'slow-external': 'client-timeout',
  'slow-query': 'connection-pool',
  'slow-redis-command': 'cpu',
  'stale-cache': 'cache',
  'threshold-noise': 'none',
  'traffic-surge': 'cpu',
  'uncached-hot-path': 'connection-pool',
  'unbounded-fanout': 'connection-pool',
};

function recoveryOf({ bad, changes }: Course): string[] {
  if (bad) return ['rollback'];
  if (changes.length === 0) return ['none'];
  if (changes.some(({ change }) => change.kind === 'configuration')) return ['configuration'];
  if (changes.some(({ change }) => change.kind === 'traffic')) return ['load-fell'];
  return changes.some(({ untilMs }) => untilMs !== null) ? ['self-healed'] : ['not-recovered'];
}

function triggerOf({ bad, releases, changes }: Course): Trigger {
  const words: Record<string, number> = {};
  const found: TriggerChange[] = [];
  if (bad) {
    const version = bad.sha.slice(0, 7);
    const first = releases.find(({ commit }) => commit.sha === bad.sha);
    found.push({ kinds: ['merge'], service: '', version, atMs: bad.timeMs });
    if (first) found.push({ kinds: ['deploy'], service: first.service, version, atMs: first.atMs });
  }
  for (const { atMs, change } of changes) {
    if (change.kind === 'configuration')
      found.push({ kinds: ['config', 'deploy'], service: change.service, version: '', atMs });
    else if (change.kind === 'data') {
      words['data-growth'] = 1;
      found.push({ kinds: ['job'], service: `${change.table}-import`, version: '', atMs });
    } else if (change.kind === 'traffic') words.traffic = 1;
    else words['nothing-found'] = 1;
  }
  // Where nothing is broken, what came was more people, and nothing that anybody did.
  if (!bad && changes.length === 0) Object.assign(words, { traffic: 1, 'nothing-found': 1 });
  return { changes: found, words };
}

export function truthOf(file: TruthFile, course: Course, at: (time: string) => number): Truth {
  return {
    summary: file.summary,
    onsetMs: at(file.onset),
    component: file.component,
    resource: file.resource ?? exhausts[file.mechanism] ?? 'none',
    mechanism: file.mechanism,
    recovery: file.recovery ?? recoveryOf(course),
    trigger: triggerOf(course),
    accept: Object.fromEntries(
      acceptableSlots.flatMap((slot) => (file.accept[slot] ? [[slot, file.accept[slot]]] : [])),
    ),
    guiltyEdge: file.guiltyEdge,
    story: file.story.map((entry) => ({ atMs: at(entry.at), text: entry.text })),
    lesson: file.lesson,
    emit: file.emit,
  };
}
