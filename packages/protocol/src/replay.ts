/** The replay of a debrief: what somebody looked at, as it was at any second of the incident's clock. */
import { z } from 'zod';
import type { Change, LogRow, MetricRangeResult, Trace, TraceSummary } from './telemetry.ts';

/** `seq`: of a deed with panels. */
export const replayQuerySchema = z.object({
  seq: z.coerce.number().int().min(1),
  atMs: z.coerce.number().finite(),
});

/** What was asked, and what it showed then: nothing that arrived later is in it. */
export type PanelThen =
  | {
      readonly kind: 'metric';
      readonly expr: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly result: MetricRangeResult;
    }
  | {
      readonly kind: 'log';
      readonly query: string;
      readonly fromMs: number;
      readonly toMs: number;
      /** Lines that matched, of which `rows` are the newest, newest first. */
      readonly total: number;
      readonly rows: readonly LogRow[];
    }
  | {
      readonly kind: 'traces';
      /** '' for any, like `operation`. */
      readonly service: string;
      readonly operation: string;
      readonly fromMs: number;
      readonly toMs: number;
      /** Traces that matched, of which `traces` are the slowest, slowest first. */
      readonly total: number;
      readonly traces: readonly TraceSummary[];
    }
  | {
      readonly kind: 'trace';
      readonly traceId: string;
      /** Its slowest spans and what they are part of; null: it was not there yet. */
      readonly trace: Trace | null;
    }
  /** Newest first. */
  | { readonly kind: 'changes'; readonly changes: readonly Change[] };

export interface ReplayScreen {
  readonly panels: readonly PanelThen[];
  /** Panels beyond those. */
  readonly more: number;
}
