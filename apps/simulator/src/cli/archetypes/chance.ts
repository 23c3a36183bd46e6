/**
 * Somebody who does things by chance, in the words of those who know the way: their queries, their moments, their
 * forms. Only what is said of it is drawn: readings, answers, predictions, what is cited for what.
 */
import { components, mechanisms, type Reading, recoveries, resources, routes } from '@firedrill/protocol';
import { fraction, keyOf, mix } from '../../kernel/index.ts';
import type { Step, Subject, TranscriptHypothesis } from '../../scenario/transcript.ts';
import type { TimedStep } from '../../scenario/transcript-steps.ts';

const readings: readonly Reading[] = ['higher', 'same', 'lower'];
const fewest = 5;
const most = 60;
const shortestS = 3;
const longestS = 40;
/** The page comes early in what there is to see; everybody here waits a while first, so that windows are over. */
const waitS = 20;

interface Vocabulary {
  readonly subjects: readonly Subject[];
  readonly files: readonly string[];
}

const isSubject = (step: Step): step is Extract<Step, { pin: string; reading: Reading }> => 'reading' in step;

/** What people look at and open in these transcripts. */
export function vocabularyOf(transcripts: readonly (readonly TimedStep[])[]): Vocabulary {
  const subjects = new Map<string, Subject>();
  const files = new Set<string>();
  for (const { step } of transcripts.flat()) {
    if (isSubject(step)) {
      const { metric, focus, log, trace, event, window } = step;
      const subject = { metric, focus, log, trace, event, window };
      subjects.set(JSON.stringify(subject), subject);
    } else if ('code' in step && 'open' in step.code) files.add(step.code.open);
  }
  return { subjects: [...subjects.values()], files: [...files] };
}

class Draws {
  #key: number;

  constructor(seed: number, agent: number) {
    this.#key = mix(keyOf(`agent ${seed}`), agent);
  }

  share(): number {
    this.#key = mix(this.#key, 1);
    return fraction(this.#key);
  }

  whole(from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1));
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.whole(0, values.length - 1)];
    if (value === undefined) throw new Error('there is nothing to draw from');
    return value;
  }

  some<T>(values: readonly T[], atMost: number): T[] {
    return values.length === 0 ? [] : Array.from({ length: this.whole(0, atMost) }, () => this.of(values));
  }
}

const readingOf = (draws: Draws, { event }: Subject): Reading => (event ? 'which' : draws.of(readings));
const idOf = (draws: Draws, items: readonly { readonly id: string }[]): string => draws.of(items).id;

function hypothesis(draws: Draws, { subjects }: Vocabulary, pins: readonly string[]): TranscriptHypothesis {
  const event = draws.of([...subjects.flatMap(({ event }) => (event ? [event] : [])), 'none']);
  const predictable = subjects.filter((subject) => !subject.event);
  const slots = ['component', 'resource', 'mechanism', 'trigger', 'blastRadius', 'recovery'];
  return {
    component: idOf(draws, components),
    mechanism: idOf(draws, mechanisms),
    resource: idOf(draws, resources),
    recovery: idOf(draws, recoveries),
    trigger: event,
    since: draws.whole(-10, 5),
    blastRadius: [...new Set([draws.of(routes), ...draws.some(routes, 3)])],
    because: 'It could be.',
    cites: Object.fromEntries(slots.map((slot) => [slot, [...new Set(draws.some(pins, 2))]])),
    predictions: ['p1', 'p2'].map((id) => ({
      id,
      text: 'It could be seen here.',
      ...draws.of(predictable),
      outcome: draws.of(readings),
    })),
    alternatives: ['a', 'b'].map(() => ({
      component: idOf(draws, components),
      mechanism: idOf(draws, mechanisms),
      because: 'It is not that.',
      pins: [...new Set(draws.some(pins, 2))],
    })),
  };
}

function stepOf(draws: Draws, vocabulary: Vocabulary, pins: string[], number: number): Step {
  const { subjects, files } = vocabulary;
  const what = draws.share();
  const subject = draws.of(subjects);
  if (what < 0.35) return { look: subject };
  if (what < 0.65) {
    const pin = `pin ${number}`;
    pins.push(pin);
    return { pin, ...subject, reading: readingOf(draws, subject) };
  }
  if (what < 0.7)
    return { timeline: 'Something happened.', when: draws.whole(-10, 5), onset: draws.share() < 0.5, pin: pins.at(-1) };
  if (what < 0.78) return { lock: hypothesis(draws, vocabulary, pins) };
  if (what < 0.84) return { check: draws.of(['p1', 'p2']), says: draws.of(['held', 'failed'] as const) };
  if (what < 0.92) return { code: { open: draws.of(files) } };
  return { contradiction: 'Nothing.', found: false, look: [subject] };
}

/** The same agent for the same number, every time. `steps`: those between the beginning and the answer; drawn by default. */
export function chanceSteps(vocabulary: Vocabulary, seed: number, agent: number, steps?: number): TimedStep[] {
  const draws = new Draws(seed, agent);
  const pins: string[] = [];
  const timed: TimedStep[] = [{ atS: waitS, step: { skip: 'quarter' } }];
  let atS = waitS;
  const count = steps ?? draws.whole(fewest, most);
  for (let number = 0; number < count; number++) {
    atS += draws.whole(shortestS, longestS);
    timed.push({ atS, step: stepOf(draws, vocabulary, pins, number) });
  }
  timed.push(
    { atS: atS + 5, step: { lock: hypothesis(draws, vocabulary, pins) } },
    { atS: atS + 10, step: { submit: true } },
  );
  return timed;
}
