/** The page comes, and when it should, in every seed. */
import type { Examined } from '../../evidence/index.ts';
import { alertRule, firstFiring } from '../../world/run/alert.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

const clock = (atMs: number): string => new Date(atMs).toISOString().slice(11, 19);

/** Epoch ms of the first page; null when none comes. */
export async function pageOf({ scenario }: Subject, world: Examined): Promise<number | null> {
  const { baseFiles, page, endsAtMs } = scenario;
  const fired = await firstFiring(alertRule(baseFiles, page.rule), page.watchedFromMs, endsAtMs, async (expr, atMs) => {
    const { series } = await world.query({ kind: 'metric-instant', expr, atMs }, atMs);
    const value = series[0]?.values[0];
    return typeof value === 'number' ? value : null;
  });
  return fired?.firedAtMs ?? null;
}

export function checkPage({ scenario, value, at, where }: Subject, pages: ReadonlyMap<number, number | null>): Finding {
  const { rule } = scenario.page;
  const [from, to] = value.expect?.page ?? [value.truth.onset, value.ends];
  const field = value.expect?.page ? where('expect', 'page') : where('page', 'rule');
  const name = `page: ${rule} fires between ${from} and ${to}:`;
  const out = [...pages].filter(([, atMs]) => atMs === null || atMs < at(from) || atMs > at(to));
  const inWords = (atMs: number | null): string => (atMs === null ? 'never' : clock(atMs));
  if (out.length === 0) return passed(`${name} ${[...pages.values()].map(inWords).join(' ')}`);
  return failed(`${name} ${out.map(([seed, atMs]) => `${inWords(atMs)} with seed ${seed}`).join(', ')} (${field})`);
}
