/** What could have been done once a hypothesis stood: code of its component, a last look, a recovery made sure of. */
import { titleOf } from '../facts.ts';
import { added, at, beside, type Edit, named, type Original } from './edit.ts';

export function* closings(original: Original): Generator<Edit> {
  const { entries, key, facts } = original;
  const answer = facts.answers.at(-1);
  const end = answer ?? entries.at(-1);
  if (!end) return;
  const before = answer ? named(answer) : 'the end';

  const telling = Object.keys(key.signals).filter((signal) => key.signals[signal]?.splits);
  const signal = telling.find((one) => facts.seen.has(one)) ?? telling[0];
  if (signal !== undefined) {
    const look = at({ seq: end.seq, t: 0, kind: 'query', signal }, end, -2 * beside);
    const check = at({ seq: end.seq, t: 0, kind: 'contradiction', signals: [signal] }, end, -beside);
    const text = `A last look for a contradiction at "${titleOf(facts, signal)}", right before ${before}`;
    yield added(original, [look, check], text, [end.seq]);
  }

  const last = entries.at(-1);
  const [symptom] = key.symptoms;
  if (last && symptom !== undefined && key.recovered !== false) {
    const verified = at({ seq: last.seq, t: 0, kind: 'recovery', signal: symptom, afterLag: true }, last, -beside);
    const text = 'Looking once more at what users feel before the end, and saying that it is over';
    yield added(original, [verified], text, [...facts.byKind.recovery.map(({ seq }) => seq), last.seq]);
  }

  const component = facts.last?.slots.component;
  if (facts.last && component) {
    const read = at({ seq: facts.last.seq, t: 0, kind: 'code', component }, facts.last, beside);
    const text = `Reading code of ${component} after ${named(facts.last)}`;
    yield added(original, [read], text, [facts.last.seq]);
  }
}
