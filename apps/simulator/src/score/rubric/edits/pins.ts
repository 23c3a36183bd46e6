/** Evidence that could have been kept, and readings that could have been right. */
import type { Facts } from '../facts.ts';
import type { RubricKey } from '../key.ts';
import { truth } from '../key.ts';
import type { RecordEntry } from '../record.ts';
import { contradicts, outcomeIn, tellsAnything } from '../worlds.ts';
import { added, at, beside, changed, type Edit, lookSeconds, named, type Original } from './edit.ts';
import { readingWord } from './words.ts';

/** Before this evidence serves best: the first hypothesis or code, or else the answer or the end. */
export function firstClaim({ hypotheses, lock, firstCode, answers, entries }: Facts): RecordEntry | undefined {
  const claims = [lock ?? hypotheses[0], firstCode].flatMap((entry) => entry ?? []);
  return claims.sort((a, b) => a.t - b.t)[0] ?? answers.at(-1) ?? entries.at(-1);
}

const apart = (key: RubricKey, signal: string): number =>
  key.worlds.filter((world) => contradicts(key, signal, world)).length;

/** The most telling of each modality first, then the second ones, and so on. */
function candidates({ key, facts }: Original): string[] {
  const pinned = new Set(facts.pins.map(({ pin }) => pin.signal));
  const open = Object.keys(key.signals)
    .filter(
      (signal) => !pinned.has(signal) && outcomeIn(key, signal, truth) !== 'unclear' && tellsAnything(key, signal),
    )
    .map((signal) => ({ signal, apart: apart(key, signal), modality: key.signals[signal]?.modality }))
    .sort((a, b) => b.apart - a.apart);
  const ranks = new Map<string | undefined, number>();
  const ranked = open.map(({ signal, modality }) => {
    const rank = ranks.get(modality) ?? 0;
    ranks.set(modality, rank + 1);
    return { signal, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ signal }) => signal);
}

/** One more right pin, looked at for long enough; what had been seen by then needs no look. */
export function* morePins(original: Original): Generator<Edit> {
  const { entries, key, facts } = original;
  const before = firstClaim(facts);
  if (!before) return;
  for (const signal of candidates(original)) {
    const reading = outcomeIn(key, signal, truth);
    const seen = entries.find((entry) => (entry.kind === 'query' || entry.kind === 'view') && entry.signal === signal);
    const pin = at({ seq: before.seq, t: 0, kind: 'pin', signal, reading }, before, -beside);
    const look = at({ seq: before.seq, t: 0, kind: 'query', signal }, before, -beside - lookSeconds);
    const wasSeen = seen !== undefined && seen.t <= look.t;
    const kind = key.signals[signal]?.modality ?? 'other';
    const as = kind === 'event' ? 'as the change that began it' : `as ${readingWord(reading)}`;
    const text = `${wasSeen ? 'Pinning' : 'Looking at'} ${signal.startsWith(kind) ? signal : `${kind} ${signal}`}${wasSeen ? '' : ' and pinning it'} ${as}, before ${named(before)}`;
    yield added(original, wasSeen ? [pin] : [look, pin], text, [before.seq, ...(wasSeen ? [seen.seq] : [])]);
  }
}

/** A wrong pin or check, read as it was. */
export function* readings(original: Original): Generator<Edit> {
  const { key, facts } = original;
  for (const { pin, verdict } of facts.pins) {
    if (verdict !== 'wrong') continue;
    const last = facts.byKind.pin.findLast(({ signal }) => signal === pin.signal) ?? pin;
    const reading = outcomeIn(key, pin.signal, truth);
    yield changed(original, last, { ...last, reading }, `Reading ${named(last)} as ${readingWord(reading)}`);
  }
  for (const check of facts.byKind.check) {
    const result = check.result === 'held' ? 'failed' : 'held';
    yield changed(original, check, { ...check, result }, `Saying of the check #${check.seq} that it ${result}`);
  }
}
