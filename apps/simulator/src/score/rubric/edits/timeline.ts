/** Entries that the timeline could have had, and time that could have been kept. */
import { boxes } from '../weights.ts';
import { added, at, beside, changed, type Edit, named, type Original } from './edit.ts';
import { firstClaim } from './pins.ts';

const mostEntries = 4;

/** Pins that are not on it, and the onset. */
export function* timeline(original: Original): Generator<Edit> {
  const { key, facts } = original;
  const before = firstClaim(facts);
  if (!before) return;
  const pins = facts.good.filter(({ t }) => t < before.t);
  const refs = new Set(facts.byKind.timeline.map(({ ref }) => ref));
  const [first] = pins;
  const entry = { seq: before.seq, t: 0, kind: 'timeline', at: key.onset, ref: first?.signal ?? null } as const;
  if (first)
    yield added(
      original,
      [at({ ...entry, onset: true }, before, -beside)],
      `Putting on the timeline when it began, before ${named(before)}`,
      [first.seq, before.seq],
    );
  for (const { signal, seq } of pins.filter((pin) => !refs.has(pin.signal)).slice(0, mostEntries))
    yield added(
      original,
      [at({ ...entry, ref: signal, onset: false }, before, -beside)],
      `Putting the pin #${seq} on the timeline, before ${named(before)}`,
      [seq, before.seq],
    );
}

/** A phase that took no longer than its box. */
export function* ofTime(original: Original): Generator<Edit> {
  for (const entry of original.facts.byKind.phase) {
    const seconds = boxes[entry.phase];
    if (seconds === undefined || entry.seconds <= seconds) continue;
    const text = `Taking no more than ${seconds / 60} minutes to ${entry.phase}`;
    yield changed(original, entry, { ...entry, seconds }, text);
  }
}
