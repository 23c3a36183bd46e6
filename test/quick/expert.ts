/** Solves a drill with what trainees have: the same questions each time, now against before, and what each cause is known to show. */
import { compareWithBefore, type Examined, type Outcome } from '../../apps/simulator/src/evidence/index.ts';
import type { Signal } from '../../apps/simulator/src/scenario/index.ts';
import { type Chapter, windowAfter } from './textbook.ts';

export interface Diagnosis {
  readonly observed: Readonly<Record<string, Outcome>>;
  /** By how much each chapter is contradicted, least first. */
  readonly ranking: readonly { readonly chapter: Chapter; readonly against: number }[];
  /** null: more than one fits as well. */
  readonly answer: { readonly component: string; readonly mechanism: string } | null;
}

/** Bursts are higher; what has gone is lower. */
const plain = (outcome: Outcome): Outcome =>
  outcome === 'comes-and-goes' ? 'higher' : outcome === 'gone' ? 'lower' : outcome;

function against(observed: Readonly<Record<string, Outcome>>, { shows }: Chapter): number {
  return Object.entries(observed).filter(([signal, outcome]) => {
    const known = shows[signal] ?? 'unclear';
    return outcome !== 'unclear' && known !== 'unclear' && plain(outcome) !== plain(known);
  }).length;
}

export async function diagnose(
  world: Examined,
  pagedAtMs: number,
  questions: readonly Signal[],
  chapters: readonly Chapter[],
): Promise<Diagnosis> {
  const window = windowAfter(pagedAtMs);
  const observed: Record<string, Outcome> = {};
  for (const signal of questions) {
    if (signal.modality === 'event') continue;
    const { outcome } = await compareWithBefore(world, signal.query, window, window.toMs);
    observed[signal.id] = outcome;
  }
  const ranking = chapters
    .map((chapter) => ({ chapter, against: against(observed, chapter) }))
    .sort((a, b) => a.against - b.against);
  const least = ranking[0]?.against ?? 0;
  const best = ranking.filter((one) => one.against === least).map(({ chapter }) => chapter);
  const same = best.every(
    ({ component, mechanism }) => component === best[0]?.component && mechanism === best[0]?.mechanism,
  );
  const answer = same && best[0] ? { component: best[0].component, mechanism: best[0].mechanism } : null;
  return { observed, ranking, answer };
}
