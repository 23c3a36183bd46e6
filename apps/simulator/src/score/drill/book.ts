/** Puts every query of a journal into the book of signals. */
import type { Prediction } from '@firedrill/protocol';
import type { About, Seen } from '../../evidence/index.ts';
import { identityOf, isSymptom } from '../../evidence/index.ts';
import type { Entry } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { isTrigger } from '../answer/credit.ts';
import { aboutOf, askedOf } from './about.ts';
import type { AskedQuery, Findings } from './findings.ts';
import { offeredTo } from './offered.ts';
import { pinKey, pointedKey, predictionKey, predictionWindow, queriesOf, queryKey, questionsOf } from './questions.ts';
import { type DrillSignal, SignalBook } from './signals.ts';

export interface Look {
  readonly about: About;
  /** The same for all that is about the same. */
  readonly name: string;
  /** null: it was not compared, because the run was very long. */
  readonly signal: DrillSignal | null;
}

export interface Book {
  readonly signals: SignalBook;
  readonly ofPin: ReadonlyMap<string, DrillSignal>;
  /** What a pin claims of its signal: "this one", said of what stands out, is what it shows. */
  readonly claims: ReadonlyMap<string, string>;
  /** By `predictionKey`. */
  readonly ofPrediction: ReadonlyMap<string, DrillSignal>;
  /** By entry; what an opened trace showed comes in the order of the time that passed in it. */
  readonly ofQuery: ReadonlyMap<number, readonly Look[]>;
  /** What nobody asked, and could have been pinned. */
  readonly offered: readonly DrillSignal[];
}

/** The signal of a prediction; none where its query cannot be compared. */
export function predictedIn(
  book: Book,
  findings: Findings,
  { query, window }: Pick<Prediction, 'query' | 'window'>,
): DrillSignal | undefined {
  const asked = askedOf(query, findings);
  return asked ? book.ofPrediction.get(predictionKey(asked, window)) : undefined;
}

const deviating: ReadonlySet<string> = new Set(['higher', 'lower', 'gone', 'comes-and-goes']);
const unclear: Seen = { true: 'unclear' };

/** A change is never proof: it rules out no rival, but who points at the one that began it is right. */
function ofChange(seen: Seen, begins: boolean): Seen {
  return { true: begins ? 'higher' : (seen.true ?? 'unclear') };
}

export function bookOf(journal: readonly Entry[], scenario: Scenario, findings: Findings): Book {
  const { keys } = questionsOf(journal, scenario, findings);
  const signals = new SignalBook();
  const seenFor = (key: string): Seen => findings.seen[keys.get(key) ?? key] ?? unclear;
  const familyFor = (key: string): string | undefined => findings.families[keys.get(key) ?? key];
  const add = (query: AskedQuery, key: string, title: string, toMs: number): DrillSignal | null => {
    const about = aboutOf(query);
    if (!about) return null;
    const seen = seenFor(key);
    const change = query.modality === 'event' ? query.change : null;
    const begins = change !== null && isTrigger(scenario.truth.trigger, change);
    const outcomes = change === null ? seen : ofChange(seen, begins);
    // What users feel tells no rivals apart, all of which would have paged, but it is the symptom.
    const telling = begins || (isSymptom(about) && deviating.has(outcomes.true ?? ''));
    return signals.add({ about, family: familyFor(key), outcomes, title, telling, toMs });
  };

  const ofPin = new Map<string, DrillSignal>();
  const claims = new Map<string, string>();
  const ofPrediction = new Map<string, DrillSignal>();
  for (const { data } of journal) {
    if (data.type === 'evidence.pinned') {
      const query = askedOf(data.pin.query, findings);
      const signal = query && add(query, pinKey(data.pinId), data.pin.title, data.pin.window.toMs);
      if (!signal) continue;
      ofPin.set(data.pinId, signal);
      const { reading } = data.pin;
      const shown = signal.outcomes.true ?? 'unclear';
      const standsOut =
        deviating.has(shown) && (query.modality !== 'metric' || seenFor(pointedKey(data.pinId)).true === 'which');
      claims.set(data.pinId, reading === 'which' && standsOut ? shown : reading);
    } else if (data.type === 'hypothesis.locked') {
      for (const prediction of data.hypothesis.predictions) {
        const query = askedOf(prediction.query, findings);
        if (!query) continue;
        const key = predictionKey(query, prediction.window);
        const signal = add(query, key, prediction.text, predictionWindow(scenario, prediction.window).toMs);
        if (signal) ofPrediction.set(key, signal);
      }
    }
  }
  const ofQuery = new Map<number, Look[]>();
  for (const entry of journal) {
    const looks = queriesOf(entry, findings).flatMap(({ query, window }) => {
      const about = aboutOf(query);
      if (!about) return [];
      const key = queryKey(query, entry.seq);
      const name = signals.nameOf(about, familyFor(key));
      const signal = keys.has(key) ? add(query, key, identityOf(about), window.toMs) : null;
      return [{ about, name, signal }];
    });
    if (looks.length > 0) ofQuery.set(entry.seq, looks);
  }
  const known = new Set(signals.all().map(({ id }) => id));
  const offered = offeredTo(journal, scenario).flatMap(({ key, query, toMs }): DrillSignal[] => {
    const about = aboutOf(query);
    if (!about) return [];
    const id = signals.nameOf(about, familyFor(key));
    if (known.has(id)) return [];
    return [{ id, about, wordings: [about], outcomes: seenFor(key), title: id, telling: false, toMs }];
  });
  return { signals, ofPin, claims, ofPrediction, ofQuery, offered };
}
