import { type Guess, type NaiveView, nothing } from './guess.ts';

/** "It must be what was shipped last." */
export async function latestDeploy({ world, before, during, asOfMs }: NaiveView): Promise<Guess> {
  const changes = await world.query({ kind: 'changes', fromMs: before.fromMs, toMs: during.toMs }, asOfMs);
  const last = changes.findLast(({ kind }) => kind === 'deploy');
  if (!last) return nothing;
  return { component: last.service, mechanism: null, because: last.message };
}
