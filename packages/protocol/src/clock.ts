/** The two clocks of a drill. The incident clock is a list of journalled segments. */
import { z } from 'zod';

export const clockSegmentSchema = z.object({
  /** Wall time at which this segment began, epoch ms of the server. */
  wallMs: z.number(),
  /** Incident time at that moment, epoch ms of the world. */
  incidentMs: z.number(),
  /** Work time used up to that moment, ms. */
  workMs: z.number(),
  /** Incident milliseconds per wall millisecond; 0 is paused. */
  speed: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(10)]),
});
export type ClockSegment = z.infer<typeof clockSegmentSchema>;

/** Incident time at a wall time, epoch ms. */
export function incidentTimeAt(segment: ClockSegment, wallMs: number): number {
  return segment.incidentMs + Math.max(0, wallMs - segment.wallMs) * segment.speed;
}

/** Work time used at a wall time, ms. It runs at x1 unless paused. */
export function workTimeAt(segment: ClockSegment, wallMs: number): number {
  return segment.workMs + (segment.speed === 0 ? 0 : Math.max(0, wallMs - segment.wallMs));
}

export const clockCommandSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('pause') }),
  z.object({ op: z.literal('resume') }),
  z.object({ op: z.literal('speed'), speed: z.union([z.literal(1), z.literal(2), z.literal(10)]) }),
  z.object({ op: z.literal('skip'), by: z.enum(['minute', 'quarter', 'hour']) }),
]);
export type ClockCommand = z.infer<typeof clockCommandSchema>;
