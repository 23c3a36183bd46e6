/** Real journals, as the rubric takes them: with findings that are made up instead of asked of worlds. */
import type { Hypothesis, PinRequest } from '@firedrill/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDebrief } from '../../apps/simulator/src/drill/index.ts';
import type { Seen } from '../../apps/simulator/src/evidence/index.ts';
import { chain, type Entry, type EntryData, UnknownEntry } from '../../apps/simulator/src/journal/index.ts';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { type Findings, questionsOf, rubrics, scoreDrill } from '../../apps/simulator/src/score/index.ts';
import { loadedScenario } from '../support/run.ts';

let scenario: Scenario;
beforeAll(() => {
  scenario = loadedScenario();
});

const at = (time: string): number => Date.parse(`2024-03-16T${time}Z`);
const window = { fromMs: at('13:44:00'), toMs: at('13:49:00') };

const queries = {
  waiting: {
    modality: 'metric',
    expr: 'sum by (service) (db_client_connection_pending_requests)',
    focus: { service: 'order-service' },
  },
  waitingToo: {
    modality: 'metric',
    expr: 'max by (service)(db_client_connection_pending_requests{service="order-service"})',
    focus: {},
  },
  slow: { modality: 'log', query: '{service="postgres"} |= "duration:"' },
  slowToo: { modality: 'log', query: '{service="postgres"} |= "duration"' },
  edge: { modality: 'metric', expr: 'sum(rate(nginx_ingress_controller_requests{status=~"5.."}[1m]))', focus: {} },
} as const satisfies Record<string, PinRequest['query']>;
type Name = keyof typeof queries;

/** What each shows: the first two tell half of the rivals apart each, the edge none. */
function seenOf(key: string): Seen {
  const rivals = scenario.rivals.map(({ id }) => id);
  const half = Math.ceil(rivals.length / 2);
  const apart = key.includes('pending')
    ? rivals.slice(0, half + 1)
    : key.includes('postgres')
      ? rivals.slice(half)
      : [];
  return { true: 'higher', ...Object.fromEntries(rivals.map((id) => [id, apart.includes(id) ? 'same' : 'higher'])) };
}

interface Done {
  readonly data: EntryData;
  readonly atS: number;
  /** The clocks stand still: no work passes. */
  readonly paused?: boolean;
}

const looked = (name: Name, atS: number): Done => {
  const query = queries[name];
  const data: EntryData =
    query.modality === 'metric'
      ? { type: 'metric.queried', expr: query.expr, ...window }
      : { type: 'log.queried', query: query.query, ...window };
  return { data, atS };
};
const pinned = (name: Name, atS: number, reading: PinRequest['reading'] = 'higher'): Done => ({
  data: {
    type: 'evidence.pinned',
    pinId: `pin ${name}`,
    pin: { query: { ...queries[name] }, window, reading, title: name, note: '' },
  },
  atS,
});
const hypothesis: Hypothesis = {
  slots: {
    component: { value: 'order-service', pins: ['pin waiting'] },
    mechanism: { value: 'uncached-hot-path', pins: ['pin slow'] },
  },
  because: '',
  predictions: [{ id: 'p', text: 'they wait', query: { ...queries.waiting }, outcome: 'higher' }],
  alternatives: [],
};
const locked = (atS: number): Done => ({
  data: { type: 'hypothesis.locked', hypothesis, version: 1, complete: true },
  atS,
});
const withdrawn = (name: Name, atS: number): Done => ({
  data: { type: 'evidence.withdrawn', pinId: `pin ${name}` },
  atS,
});
const code = (atS: number): Done => ({ data: { type: 'code.opened', path: 'src/order-service/carts.ts' }, atS });
const acknowledged: Done = {
  data: { type: 'page.acknowledged', segment: { wallMs: 0, incidentMs: at('13:48:00'), workMs: 0, speed: 1 } },
  atS: 0,
};

const journalOf = (...done: readonly Done[]): Entry[] => {
  let pausedS = 0;
  let beforeS = 0;
  const unchained = [acknowledged, ...done].map(({ data, atS, paused = false }) => {
    if (paused) pausedS += atS - beforeS;
    beforeS = atS;
    const workMs = (atS - pausedS) * 1000;
    return { wallMs: atS * 1000, incidentMs: at('13:49:00') + workMs, workMs, actor: 'a', name: 'Ana', data };
  });
  return chain(null, unchained);
};

function findingsOf(journal: readonly Entry[], more: Partial<Findings> = {}): Findings {
  const looked = { changes: {}, spans: {}, starts: {} };
  const { questions } = questionsOf(journal, scenario, looked);
  const seen = Object.fromEntries(questions.map(({ key, query }) => [key, seenOf(JSON.stringify(query))]));
  return { ...looked, seen, families: {}, effects: {}, firingMs: [], symptomOnsetMs: null, routes: [], ...more };
}

const score = (journal: readonly Entry[], more: Partial<Findings> = {}) =>
  scoreDrill(journal, scenario, findingsOf(journal, more)).scored;
const lineOf = (journal: readonly Entry[], rule: string, more: Partial<Findings> = {}) =>
  score(journal, more).lines.find((line) => line.rule === rule)!;

const careful = [
  looked('waiting', 10),
  looked('slow', 20),
  pinned('waiting', 30),
  pinned('slow', 40),
  locked(60),
  code(90),
];

describe('a real journal', () => {
  it('is ready before code, by what its pins rule out', () => {
    const journal = journalOf(...careful);
    expect(lineOf(journal, 'ready-before-code')).toMatchObject({ got: 9 });
    expect(lineOf(journal, 'narrowing').got).toBe(11);
    expect(lineOf(journal, 'code-targeted').got).toBe(4);
    expect(lineOf(journal, 'falsifiable').got).toBeGreaterThan(0);
  });

  it('counts the same series once, however it was asked', () => {
    const twice = journalOf(
      looked('waiting', 5),
      looked('waitingToo', 6),
      pinned('waiting', 30),
      pinned('waitingToo', 31),
    );
    expect(lineOf(twice, 'precision').why).toMatch(/^1 pin right/);
    expect(lineOf(twice, 'economy').why).toMatch(/Fewer than three/);
  });

  it('counts the same lines once, whatever words they were found by', () => {
    const journal = journalOf(looked('slow', 5), looked('slowToo', 6), pinned('slow', 30), pinned('slowToo', 31));
    const { questions } = questionsOf(journal, scenario, { changes: {}, spans: {}, starts: {} });
    const families = Object.fromEntries(questions.map(({ key }) => [key, 'lines of slow statements']));
    expect(lineOf(journal, 'precision', { families }).why).toMatch(/^1 pin right/);
    expect(lineOf(journal, 'precision').why).toMatch(/^2 pins right/);
  });

  it('gives nothing for a pin that nobody had looked at, and counts what a panel showed', () => {
    const unseen = journalOf(pinned('waiting', 30));
    expect(lineOf(unseen, 'precision').got).toBe(0);
    const shown: Done = {
      data: { type: 'panel.viewed', query: { modality: 'metric', expr: queries.waiting.expr } },
      atS: 10,
    };
    expect(lineOf(journalOf(shown, pinned('waiting', 30)), 'precision').got).toBe(3);
    expect(lineOf(journalOf(shown, pinned('waiting', 11)), 'precision').got).toBe(0);
  });

  it('keeps the order of what was written in a pause', () => {
    const still = careful.map((done) => ({ ...done, paused: true }));
    expect(lineOf(journalOf(...still), 'ready-before-code')).toMatchObject({ got: 9 });
    const [a, b, c, d, lock, read] = still;
    const early = { ...read!, atS: 50 };
    expect(lineOf(journalOf(a!, b!, c!, d!, early, lock!), 'ready-before-code').got).toBeLessThan(9);
  });

  it.each([
    ['stands out', 'which', /^1 pin right and telling, 0 wrong/],
    ['does the same as the others', 'unclear', /^0 pins right and telling, 0 wrong/],
    ['is as ever', 'same', /^0 pins right and telling, 1 wrong/],
  ])('takes "this one" for what it says of a series that %s', (_, shown, told) => {
    const journal = journalOf(looked('waiting', 5), pinned('waiting', 30, 'which'));
    const { seen } = findingsOf(journal);
    const pointed = { true: shown };
    const own = shown === 'same' ? Object.fromEntries(Object.keys(seen).map((key) => [key, pointed])) : seen;
    const more = { seen: { ...own, 'pointed pin waiting': pointed } };
    expect(lineOf(journal, 'precision', more).why).toMatch(told);
  });

  describe('with a wrong pin that is withdrawn', () => {
    const [lookWaiting, lookSlow, pinWaiting, pinSlow, lock, read] = careful;
    const before = [looked('edge', 5), lookWaiting!, lookSlow!, pinWaiting!, pinSlow!];
    const wrong = [...before, pinned('edge', 45, 'lower'), lock!];
    const wrongTwice = [...before.slice(0, -1), pinned('edge', 45, 'lower'), lock!];

    it('is right from then on, and not before', () => {
      const corrected = journalOf(...wrong, withdrawn('edge', 70), read!);
      expect(lineOf(corrected, 'precision').why).toMatch(/^2 pins right/);
      expect(lineOf(journalOf(...wrong, read!), 'narrowing').got).toBeLessThan(lineOf(corrected, 'narrowing').got);
      const afterTheLock = journalOf(...wrongTwice, withdrawn('edge', 70), read!);
      const inTime = journalOf(...wrongTwice.slice(0, -1), withdrawn('edge', 50), lock!, read!);
      const why = (journal: readonly Entry[]) => lineOf(journal, 'ready-before-code').why;
      expect(why(afterTheLock)).toContain('twice as many right readings as wrong ones');
      expect(why(inTime)).not.toContain('twice as many');
    });

    it.each([
      ['code was read', read!],
      ['an answer was given', { data: { type: 'rootcause.submitted', hypothesis }, atS: 90 } as const],
    ])('is as it was once %s', (_, late) => {
      const kept = score(journalOf(...wrong, late));
      const tidied = score(journalOf(...wrong, late, withdrawn('edge', 95)));
      const told = ({ lines }: typeof kept) => lines.map(({ rule, got }) => [rule, got]);
      expect(told(tidied)).toEqual(told(kept));
      expect(tidied.gates).toEqual(kept.gates);
    });
  });

  it('asks what was predicted in the window that was said, as far as the drill goes', () => {
    const said = { fromMs: at('13:50:00'), toMs: scenario.endsAtMs + 60_000 };
    const [prediction] = hypothesis.predictions;
    const journal = journalOf({
      data: {
        type: 'hypothesis.locked',
        hypothesis: { ...hypothesis, predictions: [prediction!, { ...prediction!, window: said }] },
        version: 1,
        complete: true,
      },
      atS: 60,
    });
    const questions = questionsOf(journal, scenario, { changes: {}, spans: {}, starts: {} }).questions.filter(
      ({ key }) => key.startsWith('prediction'),
    );
    expect(questions.map(({ window }) => window.toMs)).toContain(scenario.endsAtMs);
    expect(questions.map(({ window }) => window.fromMs)).toEqual([scenario.truth.onsetMs - 60_000, said.fromMs]);
  });

  it('takes a symptom for what it is: it grounds, and narrows nothing', () => {
    const journal = journalOf(looked('edge', 5), pinned('edge', 20));
    expect(lineOf(journal, 'precision').got).toBe(3);
    expect(lineOf(journal, 'narrowing').got).toBe(0);
  });

  it('verifies a recovery on what users feel, once the alert is quiet', () => {
    const verified: Done = { data: { type: 'recovery.verified', note: '' }, atS: 300 };
    const nowMs = at('13:49:00') + 300_000;
    const quiet = { firingMs: [nowMs - 120_000] };
    const rule = 'recovery-verified';
    expect(lineOf(journalOf(looked('edge', 290), verified), rule, quiet).got).toBe(3);
    expect(lineOf(journalOf(looked('edge', 290), verified), rule, { firingMs: [nowMs - 30_000] }).got).toBe(0);
    expect(lineOf(journalOf(looked('slow', 290), verified), rule, quiet).got).toBe(0);
  });

  it('counts a last look for what it looked at', () => {
    const checked: Done = { data: { type: 'contradiction.checked', found: false, note: '' }, atS: 200 };
    const rule = 'contradiction-check';
    expect(lineOf(journalOf(...careful, looked('slow', 190), checked), rule).got).toBe(4);
    const later = { ...checked, atS: 1_000 };
    expect(lineOf(journalOf(...careful, later), rule).got).toBe(1);
  });

  it('pays half for what a hint gave away', () => {
    const hint: Done = {
      data: { type: 'hint.used', level: 2, text: 'x', reveals: ['slow-statements', 'component'] },
      atS: 25,
    };
    const [a, b, ...rest] = careful;
    const without = lineOf(journalOf(...careful), 'narrowing').got;
    const hinted = journalOf(a!, b!, hint, ...rest);
    expect(lineOf(hinted, 'narrowing').got).toBeLessThan(without);
    expect(score(hinted).lines.at(-1)).toMatchObject({ dim: 'H', got: -6 });
  });

  it('is refused by entry and version when it holds what is not known', () => {
    const journal = journalOf(looked('edge', 5));
    const strange = journal.map((entry) =>
      entry.seq === 2 ? ({ ...entry, data: { type: 'tea.brewed' } } as unknown as Entry) : entry,
    );
    expect(() => score(strange)).toThrow(UnknownEntry);
    expect(() => score(strange)).toThrow('entry 2 (tea.brewed, journal version 1) is not known to this scorer');
    const newer = journal.map((entry) => ({ ...entry, v: 7 }) as unknown as Entry);
    expect(() => score(newer)).toThrow('entry 1 is of journal version 7, and this scorer reads 1');
  });
});

type Debriefed = Parameters<typeof buildDebrief>;
const debriefOf = (journal: readonly Entry[], options?: Debriefed[3], known?: Debriefed[4]) =>
  buildDebrief(scenario, journal, { findings: findingsOf(journal), course: [], walk: null }, options, known);

describe('the debrief of a drill', () => {
  const claiming = (change: Partial<Hypothesis>, atS = 60): Done => ({
    data: { type: 'hypothesis.locked', hypothesis: { ...hypothesis, ...change }, version: 1, complete: true },
    atS,
  });
  const prediction = hypothesis.predictions[0]!;

  it('says of each prediction how sharp it was and what came of it, ready or not', () => {
    const [one] = debriefOf(journalOf(...careful)).predictions;
    expect(one).toMatchObject({ text: 'they wait', outcome: 'higher', came: 'higher', verdict: 'held', follows: true });
    const rivals = scenario.rivals.length;
    expect(one?.sharpness).toBeCloseTo((Math.ceil(rivals / 2) + 1) / rivals, 9);
    expect(one?.check).toBeNull();

    // On no evidence at all, of what fails, of what everybody would show, and of no cause that was run.
    const predictions = [
      { ...prediction, id: 'a', outcome: 'lower' as const },
      { ...prediction, id: 'b', query: { ...queries.edge } },
    ];
    const hasty = debriefOf(journalOf(claiming({ predictions }))).predictions;
    expect(hasty.map(({ verdict, follows, sharpness }) => [verdict, follows, sharpness])).toEqual([
      ['failed', false, 0],
      ['held', true, 0],
    ]);
    const vague = debriefOf(journalOf(claiming({ slots: {} }))).predictions;
    expect(vague).toMatchObject([{ verdict: 'held', follows: null, sharpness: null }]);
  });

  it('has the check of a prediction with what was said of it, and each prediction once', () => {
    const check: Done = {
      data: {
        type: 'prediction.checked',
        predictionId: 'p',
        query: prediction.query,
        found: '7',
        foundReading: 'higher',
      },
      atS: 70,
    };
    const judged: Done = { data: { type: 'prediction.judged', predictionId: 'p', verdict: 'failed' }, atS: 71 };
    const { predictions } = debriefOf(journalOf(...careful.slice(0, 5), check, judged, locked(80)));
    expect(predictions).toMatchObject([{ seq: 9, check: { seq: 7, found: '7', said: 'failed' } }]);
    const unsaid = debriefOf(journalOf(...careful.slice(0, 5), check)).predictions;
    expect(unsaid[0]?.check).toEqual({ seq: 7, found: '7', said: null });
  });

  it('is scored by the version that is asked for, of those that there are, and says which', () => {
    const newest = rubrics[0]!;
    // As an older rubric would stand beside the newest.
    const older = {
      version: '1.9',
      score: (...args: Parameters<typeof newest.score>) => ({ ...newest.score(...args), total: 42 }),
    };
    const known = [newest, older];
    const journal = journalOf(...careful);
    const by = (version?: string) => debriefOf(journal, version === undefined ? {} : { version }, known);
    expect([by('1.9').rubricVersion, by('1.9').total]).toEqual(['1.9', 42]);
    expect([by().rubricVersion, by().total]).toEqual([newest.version, debriefOf(journal).total]);
    expect(by().rubricVersions).toEqual([newest.version, '1.9']);
    expect(() => by('0.1')).toThrow(`expected one of ${newest.version}, 1.9`);
    expect(debriefOf(journal).rubricVersions).toEqual(rubrics.map(({ version }) => version));
  });

  it('says which evidence of another kind could have been pinned, though nobody asked for it', () => {
    const told = (journal: readonly Entry[]) =>
      debriefOf(journal).lines.find(({ rule }) => rule === 'modalities-before-code')?.missed;
    const metricsOnly = journalOf(looked('waiting', 10), pinned('waiting', 30), locked(60), code(90));
    expect(told(metricsOnly)).toMatch(
      /^Looking at log .* and pinning it as higher, before locking the hypothesis #4: 2 more/,
    );
    const { seen } = findingsOf(metricsOnly);
    const withoutOffered = Object.fromEntries(Object.entries(seen).filter(([key]) => !key.startsWith('signal')));
    expect(Object.keys(withoutOffered).length).toBeLessThan(Object.keys(seen).length);
    // A score does not hang on what could have been.
    expect(score(metricsOnly).total).toBe(score(metricsOnly, { seen: withoutOffered }).total);
  });
});
