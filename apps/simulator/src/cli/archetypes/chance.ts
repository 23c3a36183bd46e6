/** Somebody who does things by chance: looks at, pins, predicts, cites and answers whatever is offered. */
import {
  components,
  type Modality,
  mechanisms,
  outcomesFor,
  type Reading,
  readingsFor,
  recoveries,
  resources,
  routes,
} from '@firedrill/protocol';
import type { Step, Subject, TranscriptHypothesis } from '../../scenario/transcript.ts';
import type { TimedStep } from '../../scenario/transcript-steps.ts';
import { Draws } from './draws.ts';
import type { Offered } from './offered.ts';

const fewest = 5;
const most = 60;
const shortestS = 3;
const longestS = 40;
/** The page comes early in what there is to see; everybody here waits a while first, so that windows are over. */
const waitS = 20;
/** Predictions are asked of the incident as a whole: a few of them do, or it would take a day. */
const predictedEach = 8;
/** One in so many acts on the system, before anything else: those who do the same then share a world, which is run once. */
const actsEach = 8;

const modalityOf = ({ metric, log, trace }: Subject): Modality =>
  metric !== undefined ? 'metric' : log !== undefined ? 'log' : trace !== undefined ? 'trace' : 'event';
const readingOf = (draws: Draws, subject: Subject): Reading => {
  const { metric: expr, focus = {} } = subject;
  const fitting =
    expr === undefined
      ? [...outcomesFor(modalityOf(subject)), 'which' as const]
      : readingsFor({ modality: 'metric', expr, focus });
  return draws.of(fitting);
};
/** What was read where the reading is which one it is. */
const valueRead = (draws: Draws, reading: Reading) => (reading === 'which' ? { value: draws.of(routes) } : {});
const idOf = (draws: Draws, items: readonly { readonly id: string }[]): string => draws.of(items).id;

const predictableAmong = ({ subjects }: Offered): Subject[] =>
  subjects.filter(({ event }, index) => !event && index % predictedEach === 0);

function hypothesis(draws: Draws, offered: Offered, pins: readonly string[]): TranscriptHypothesis {
  const { subjects } = offered;
  const event = draws.of([...subjects.flatMap(({ event }) => (event ? [event] : [])), 'none']);
  const predictable = predictableAmong(offered);
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
    predictions: ['p1', 'p2'].map((id) => {
      const subject = draws.of(predictable);
      return { id, text: 'It could be seen here.', ...subject, outcome: draws.of(outcomesFor(modalityOf(subject))) };
    }),
    alternatives: ['a', 'b'].map(() => ({
      component: idOf(draws, components),
      mechanism: idOf(draws, mechanisms),
      because: 'It is not that.',
      pins: [...new Set(draws.some(pins, 2))],
    })),
  };
}

function stepOf(draws: Draws, offered: Offered, pins: string[], number: number): Step {
  const { subjects, files } = offered;
  const what = draws.share();
  const subject = draws.of(subjects);
  if (what < 0.3) return { look: subject };
  if (what < 0.58) {
    const pin = `pin ${number}`;
    pins.push(pin);
    const reading = readingOf(draws, subject);
    return { pin, ...subject, reading, ...valueRead(draws, reading) };
  }
  if (what < 0.64 && pins.length > 0) {
    const [withdraw = ''] = pins.splice(draws.whole(0, pins.length - 1), 1);
    return { withdraw };
  }
  if (what < 0.69)
    return { timeline: 'Something happened.', when: draws.whole(-10, 5), onset: draws.share() < 0.5, pin: pins.at(-1) };
  if (what < 0.77) return { lock: hypothesis(draws, offered, pins) };
  if (what < 0.83) return { check: draws.of(['p1', 'p2']), says: draws.of(['held', 'failed'] as const) };
  if (what < 0.9) return { code: { open: draws.of(files) } };
  if (what < 0.93) return { verify: 'It looks good.', look: [subject] };
  if (what < 0.96) return { hint: true };
  return { contradiction: 'Nothing.', found: false, look: [subject] };
}

/** A hypothesis holds no more. */
const mostPredictions = 5;

const predicting = (predicted: readonly Subject[]): Step => ({
  lock: {
    component: components[0]?.id,
    because: '',
    cites: {},
    predictions: predicted.map((subject, index) => ({ id: `p${index}`, text: 'x', ...subject, outcome: 'higher' })),
    alternatives: [],
  },
});

/** A debrief compares no more queries than a few hundred, and an opened trace is several. */
const mostLooks = 40;
/** For so long after the first skip agents look at the change feed, of which every minute is a question of its own. */
const feedMinutes = 45;

const inTime = (steps: readonly Step[], eachS: number): TimedStep[] =>
  [{ skip: 'quarter' } as const, ...steps].map((step, index) => ({ atS: waitS + index * eachS, step }));

function chunked<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

/** Runs that look at and predict all that is offered, once: after them the server knows what other worlds say to it. */
export function lookRuns(offered: Offered): TimedStep[][] {
  const looks = offered.subjects.map((look): Step => ({ look }));
  const predictions = chunked(predictableAmong(offered), mostPredictions).map(predicting);
  const feed = offered.subjects.filter(({ event }) => event).slice(0, 1);
  const minutes = Array.from({ length: feedMinutes }, () => feed.map((look): Step => ({ look }))).flat();
  return [
    ...chunked(looks, mostLooks).map((some) => inTime(some, shortestS)),
    inTime(predictions, shortestS),
    inTime(minutes, 60),
  ];
}

/** The same agent for the same number, every time. `steps`: those between the beginning and the answer; drawn by default. */
export function chanceSteps(offered: Offered, seed: number, agent: number, steps?: number): TimedStep[] {
  const draws = new Draws(`agent ${seed}`, agent);
  const pins: string[] = [];
  const timed: TimedStep[] = [{ atS: waitS, step: { skip: 'quarter' } }];
  let atS = waitS;
  if (agent % actsEach === actsEach - 1) timed.push({ atS: waitS + shortestS, step: { act: draws.of(offered.acts) } });
  const count = steps ?? draws.whole(fewest, most);
  for (let number = 0; number < count; number++) {
    atS += draws.whole(shortestS, longestS);
    timed.push({ atS, step: stepOf(draws, offered, pins, number) });
  }
  timed.push(
    { atS: atS + 5, step: { lock: hypothesis(draws, offered, pins) } },
    { atS: atS + 10, step: { submit: true } },
  );
  return timed;
}
