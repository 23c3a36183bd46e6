/** The onset is when the shop begins to differ from a healthy one, as its edge sees it. */
import type { EdgeRow, EdgeTable } from '../edge-table.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

const minuteMs = 60_000;
const lookedAtMinutes = 5;

/** Far more than luck does to a minute, in either direction. */
const clear = { latencyRatio: 1.5, trafficRatio: 1.3, errorPoints: 0.5 } as const;

const apart = (a: number, b: number, ratio: number): boolean => Math.max(a, b) > Math.min(a, b) * ratio;

const differs = (a: EdgeRow, b: EdgeRow): boolean =>
  apart(a.p95_ms, b.p95_ms, clear.latencyRatio) ||
  apart(a.rps, b.rps, clear.trafficRatio) ||
  Math.abs(a.error_pct - b.error_pct) >= clear.errorPoints;

/** What is wrong with the onset; null when nothing is. */
export function onsetProblem({ scenario }: Subject, truth: EdgeTable, healthy: EdgeTable): string | null {
  const { truth: story, continuousFromMs } = scenario;
  const minute = Math.floor(story.onsetMs / minuteMs) * minuteMs;
  const differing = (atMs: number): boolean => differs(truth.row(atMs), healthy.row(atMs));
  const minutes = Array.from({ length: lookedAtMinutes }, (_, index) => index * minuteMs);
  const before = minutes.map((ago) => minute - minuteMs - ago).filter((atMs) => atMs >= continuousFromMs);
  const early = before.find(differing);
  if (early !== undefined)
    return `the edge differs from a healthy one at ${new Date(early).toISOString().slice(11, 16)}`;
  const after = [...minutes, lookedAtMinutes * minuteMs].map((later) => minute + later);
  return after.some(differing) ? null : `the edge is as a healthy one for ${lookedAtMinutes} minutes after it`;
}

export function checkOnset(subject: Subject, problems: ReadonlyMap<number, string | null>): Finding[] {
  if ('none' in subject.value.cause) return [];
  const out = [...problems].flatMap(([seed, problem]) => (problem === null ? [] : [`${problem} with seed ${seed}`]));
  const field = subject.where('truth', 'onset');
  if (out.length > 0) return [failed(`onset: ${out.join(', ')} (${field})`)];
  return [passed(`onset: the edge begins to differ from a healthy one at ${subject.value.truth.onset}`)];
}
