/** Verbs on the system: the same list in every drill, with free parameters. */
import { z } from 'zod';

const name = z.string().trim().min(1).max(100);
const service = name;
const printable = /^[^\p{Cc}]*$/u;

/** By process id, or all of one application that have been at it for longer. */
const backendsSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('pid'), pid: z.number().int().min(1).max(4_194_304) }),
  z.object({
    by: z.literal('application'),
    application: name,
    olderThanSeconds: z.number().min(0).max(86_400),
  }),
]);

export const actionSchema = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('cancel-backend'),
    backends: backendsSchema,
    /** `cancel` ends the statement, `terminate` the connection and its transaction. */
    ending: z.enum(['cancel', 'terminate']).default('cancel'),
  }),
  z.object({ verb: z.literal('create-index'), table: name, column: name }),
  z.object({
    verb: z.literal('delete-key'),
    key: z.string().min(1).max(200).regex(/^\S+$/, 'one key, without spaces'),
  }),
  z.object({ verb: z.literal('hold-release'), service }),
  z.object({ verb: z.literal('restart'), service, pod: name.optional() }),
  z.object({ verb: z.literal('restore-route'), route: name }),
  z.object({ verb: z.literal('resume-job'), service, job: name }),
  z.object({ verb: z.literal('resume-releases'), service }),
  z.object({ verb: z.literal('revert'), commit: z.string().regex(/^[0-9a-f]{7,40}$/, '7 to 40 hex characters') }),
  z.object({ verb: z.literal('roll-back'), service, toVersion: z.string().max(100).optional() }),
  z.object({ verb: z.literal('scale'), service, replicas: z.number().int().min(0).max(20) }),
  z.object({
    verb: z.literal('set-config'),
    service,
    name,
    value: z.string().max(500).regex(printable, 'one line of text'),
  }),
  z.object({ verb: z.literal('shed-route'), route: name }),
  z.object({ verb: z.literal('suspend-job'), service, job: name }),
]);
export type Action = z.infer<typeof actionSchema>;
export type Verb = Action['verb'];

/** What verbs can be applied to. All lists are alphabetical. */
export interface ActionChoices {
  readonly services: readonly {
    readonly name: string;
    /** Environment variables of its manifest. */
    readonly config: readonly string[];
    readonly jobs: readonly string[];
    /** As of now. */
    readonly pods: readonly string[];
    readonly versions: readonly string[];
  }[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly routes: readonly string[];
  /** `application_name`s of the shop's own database sessions. */
  readonly applications: readonly string[];
  /** Whole keys of Redis, and families such as `cart:*`. */
  readonly keys: readonly string[];
}

/** Whether a key is one of the keys, or of one of the families. */
export const isKeyAmong = (key: string, keys: readonly string[]): boolean =>
  !/[*?[\]]/.test(key) &&
  keys.some((known) =>
    known.endsWith('*') ? key.length >= known.length && key.startsWith(known.slice(0, -1)) : key === known,
  );

/** The feed's entries of a drill's nth action (from 1) carry this as their detail `operation`, and how far it is as `state`. */
export const operationId = (nth: number): string => `op-${nth}`;
export const operationStates = ['running', 'done', 'failed'] as const;
export type OperationState = (typeof operationStates)[number];

function backendsText({ backends }: Extract<Action, { verb: 'cancel-backend' }>): string {
  if (backends.by === 'pid') return `database backend ${backends.pid}`;
  return `database backends of ${backends.application} older than ${backends.olderThanSeconds} s`;
}

/** An action as one says it, such as "restart order-service". */
export function actionText(action: Action): string {
  switch (action.verb) {
    case 'cancel-backend':
      return `${action.ending} ${backendsText(action)}`;
    case 'create-index':
      return `create an index on ${action.table} (${action.column})`;
    case 'delete-key':
      return `delete the key ${action.key}`;
    case 'hold-release':
      return `hold releases of ${action.service}`;
    case 'restart':
      return `restart ${action.pod ?? action.service}`;
    case 'restore-route':
      return `stop shedding ${action.route}`;
    case 'resume-job':
      return `resume the job ${action.job} of ${action.service}`;
    case 'resume-releases':
      return `let releases of ${action.service} go on`;
    case 'revert':
      return `revert commit ${action.commit.slice(0, 7)}`;
    case 'roll-back':
      return `roll back ${action.service} to ${action.toVersion ?? 'the version before'}`;
    case 'scale':
      return `scale ${action.service} to ${action.replicas} ${action.replicas === 1 ? 'pod' : 'pods'}`;
    case 'set-config':
      return `set ${action.name} of ${action.service} to "${action.value}"`;
    case 'shed-route':
      return `shed ${action.route}`;
    case 'suspend-job':
      return `suspend the job ${action.job} of ${action.service}`;
  }
}
