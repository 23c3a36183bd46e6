/** The signals that suffice to solve a scenario, and its decoys: what its author wants to be looked at. */
import type { EvidenceQuery } from '@firedrill/protocol';
import { z } from 'zod';
import { timeOfDay } from './times.ts';

const text = z.string().trim().min(1);
const common = {
  id: text,
  /** From and to, times of day. */
  window: z.tuple([timeOfDay, timeOfDay]),
  /** Draws attention, and tells nothing. */
  decoy: z.boolean().default(false),
};

export const signalSchema = z.union([
  z.strictObject({ ...common, metric: text, focus: z.record(z.string(), z.string()).default({}) }),
  z.strictObject({ ...common, log: text }),
  z.strictObject({ ...common, trace: z.strictObject({ service: text, operation: text }) }),
  z.strictObject({ ...common, event: z.strictObject({ kind: text, service: z.string() }) }),
]);
export type SignalFile = z.infer<typeof signalSchema>;

interface Common {
  readonly id: string;
  readonly decoy: boolean;
  readonly window: { readonly fromMs: number; readonly toMs: number };
}

type QueryOf<M extends EvidenceQuery['modality']> = Extract<EvidenceQuery, { modality: M }>;

export type Signal = Common &
  (
    | { readonly modality: 'metric'; readonly query: QueryOf<'metric'> }
    | { readonly modality: 'log'; readonly query: QueryOf<'log'> }
    | { readonly modality: 'trace'; readonly query: Omit<QueryOf<'trace'>, 'traceId'> }
    | { readonly modality: 'event'; readonly kind: string; readonly service: string }
  );

export function signalOf(file: SignalFile, at: (time: string) => number): Signal {
  const { id, decoy, window } = file;
  const common = { id, decoy, window: { fromMs: at(window[0]), toMs: at(window[1]) } };
  if ('metric' in file) {
    return { ...common, modality: 'metric', query: { modality: 'metric', expr: file.metric, focus: file.focus } };
  }
  if ('log' in file) return { ...common, modality: 'log', query: { modality: 'log', query: file.log } };
  if ('trace' in file) return { ...common, modality: 'trace', query: { modality: 'trace', ...file.trace } };
  return { ...common, modality: 'event', ...file.event };
}
