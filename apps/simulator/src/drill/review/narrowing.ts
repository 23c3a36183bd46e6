/** How the rival explanations became fewer, look by look and pin by pin. */
import type { NarrowingStep } from '@firedrill/protocol';
import { consistentWith } from '../../score/index.ts';
import { deedsOf } from '../deeds.ts';
import { apart, type Run, signalsSeen } from './run.ts';

const looks: ReadonlySet<string> = new Set([
  'metric.queried',
  'log.queried',
  'trace.searched',
  'trace.opened',
  'events.viewed',
]);

export function narrowingOf(run: Run): { rivals: number; steps: NarrowingStep[] } {
  const { key, journal, facts } = run;
  const text = new Map(deedsOf(journal).map((deed) => [deed.seq, deed.text]));
  const good = new Map(facts.good.map((pin) => [pin.seq, pin.signal]));
  const shown = new Set<string>();
  const pinned: string[] = [];
  const steps = journal.flatMap((entry): NarrowingStep[] => {
    const { seq, workMs, incidentMs, data } = entry;
    const isPin = data.type === 'evidence.pinned';
    if (!isPin && !looks.has(data.type)) return [];
    const before = isPin ? pinnedApart(run, pinned) : new Set(shown);
    const told = new Set(signalsSeen(run, entry).flatMap((signal) => apart(run, signal)));
    const signal = good.get(seq);
    if (signal !== undefined) pinned.push(signal);
    else for (const world of isPin ? [] : told) shown.add(world);
    const useful = isPin && signal === undefined ? new Set<string>() : told;
    const fresh = [...useful].some((world) => !before.has(world));
    const tag = fresh ? 'splitting' : useful.size > 0 ? 'redundant' : 'irrelevant';
    const left = consistentWith(key, pinned).length - 1;
    return [{ seq, workMs, incidentMs, what: isPin ? 'pin' : 'query', text: text.get(seq) ?? '', left, tag }];
  });
  return { rivals: key.worlds.length - 1, steps };
}

const pinnedApart = (run: Run, pinned: readonly string[]): Set<string> =>
  new Set(pinned.flatMap((signal) => apart(run, signal)));
