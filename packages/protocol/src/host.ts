/** What a host can ask for that trainees cannot. */
import { z } from 'zod';
import { modeSchema, type Seat } from './drill.ts';

const name = z.string().trim().min(1, 'a name is needed').max(60);

/** What is left out is drawn, and then the host does not learn it either. */
export const quickDrillSchema = z.object({
  cause: z.string().min(1).max(100).optional(),
  with: z.record(z.string().max(60), z.union([z.string().max(200), z.number()])).optional(),
  at: z.string().max(10).optional(),
  seed: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
  mode: modeSchema.default('guided'),
  timeBoxes: z.boolean().default(true),
  name,
  teamName: z.string().trim().min(1).max(60).default('Team'),
});
export type QuickDrillRequest = z.input<typeof quickDrillSchema>;

export const comparisonSchema = z.object({ open: z.boolean() });

/** A cause that a quick drill can have. Hosts see these; trainees never do. */
export interface QuickCause {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Where it is a commit: of which services. */
  readonly services: readonly string[];
  /** Between which two it shows, where no place can be chosen. */
  readonly fixedEdge: readonly [string, string] | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly usual: string | number;
    /** What chance draws from; empty where it takes the usual. */
    readonly choices: readonly (string | number)[];
    /** All that can stand there, where it names a service, a store, a node or a route; empty elsewhere. */
    readonly places: readonly string[];
  }[];
}

/** How far a quick drill is. Nothing here says what it is of. */
export interface QuickMaking {
  readonly id: string;
  readonly state: 'making' | 'ready' | 'refused';
  /** What is being worked on, in words. */
  readonly doing: string;
  /** 0-1 */
  readonly share: number;
  readonly refusal: { readonly message: string; readonly field: string | null } | null;
  /** The host's, once it is ready. */
  readonly seat: Seat | null;
  readonly joinCode: string | null;
}
