/** The signals that suffice to solve a scenario, and its decoys: what its author wants to be looked at. */
import type { EvidenceQuery } from '@firedrill/protocol';
import { z } from 'zod';
import { timeOfDay } from './times.ts';

const text = z.string().trim().min(1);
const common = {
  id: text,
  window: z.tuple([timeOfDay, timeOfDay]).describe('From and to.'),
  decoy: z.boolean().default(false).describe('Draws attention, and tells nothing.'),
};
const labels = z.record(z.string(), z.string());
const span = z.strictObject({ service: text, operation: text });
const change = z.strictObject({ kind: text, service: z.string() });

export const signalSchema = z.union([
  z.strictObject({ ...common, metric: text.describe('PromQL.'), focus: labels.default({}) }),
  z.strictObject({ ...common, log: text.describe('LogQL.') }),
  z.strictObject({ ...common, trace: span.describe('The self time of its spans.') }),
  z.strictObject({ ...common, event: change.describe('Whether the change feed has it.') }),
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
