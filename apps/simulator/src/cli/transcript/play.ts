/** Plays a transcript through the server's API, on a clock that is set, and gives the debrief. */
import {
  actionText,
  type Change,
  type CommitSummary,
  type Debrief,
  type DebriefPending,
  type DrillView,
  type Hypothesis,
  incidentTimeAt,
} from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import { actionOf, type Step, type Subject, type TranscriptHypothesis } from '../../scenario/transcript.ts';
import { kindOf, type TimedStep } from '../../scenario/transcript-steps.ts';
import { ready } from '../play/round.ts';
import { changeOf, lookAt, type Window } from './ask.ts';
import { patience } from './patience.ts';
import { Refused, SeatAt } from './seat.ts';
import type { Stage } from './stage.ts';

const minuteMs = 60_000;
/** Somebody reads what a query brought before pinning it. */
const readMs = 15_000;
const quarterMs = 15 * minuteMs;

/** A step that could not be done: which, and why. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

class Player {
  readonly #stage: Stage;
  readonly #scenario: Scenario;
  readonly #seat: SeatAt;
  readonly #pins = new Map<string, string>();
  /** Of predictions, by id; undefined: what is on the screen just then. */
  readonly #predicted = new Map<string, Subject['window']>();
  #view: DrillView;
  #pageMs: number;

  constructor(stage: Stage, scenario: Scenario, seat: SeatAt, view: DrillView) {
    this.#stage = stage;
    this.#scenario = scenario;
    this.#seat = seat;
    this.#view = view;
    this.#pageMs = view.page?.firedAtMs ?? 0;
  }

  #nowMs(): number {
    return Math.min(incidentTimeAt(this.#view.clock, this.#stage.clock.nowMs), this.#scenario.endsAtMs);
  }

  #at(instant: string | number): number {
    if (typeof instant === 'number') return this.#pageMs + instant * minuteMs;
    const date = new Date(this.#scenario.incidentFromMs).toISOString().slice(0, 10);
    return Date.parse(`${date}T${instant.length === 5 ? `${instant}:00` : instant}Z`);
  }

  /** What lies ahead of the clock cannot be looked at. */
  #window({ window }: Subject): Window {
    const nowMs = this.#nowMs();
    if (!window) return { fromMs: nowMs - quarterMs, toMs: nowMs };
    return { fromMs: this.#at(window[0]), toMs: Math.min(this.#at(window[1]), nowMs) };
  }

  #read(): void {
    this.#stage.clock.nowMs += readMs;
  }

  async #send(method: 'POST' | 'PUT' | 'DELETE', path: string, payload?: object): Promise<void> {
    this.#view = await this.#seat.ask<DrillView>(method, path, payload);
  }

  #pinIds(names: readonly string[]): string[] {
    return names.map((name) => {
      const id = this.#pins.get(name);
      if (id === undefined) throw new Error(`nothing was pinned as "${name}"`);
      return id;
    });
  }

  #feedWindow(): Window {
    return { fromMs: this.#scenario.historyFromMs, toMs: this.#nowMs() };
  }

  async #hypothesis(told: TranscriptHypothesis): Promise<Hypothesis> {
    const { component, mechanism, since, resource, trigger, blastRadius, recovery } = told;
    const triggerId =
      typeof trigger === 'object' && trigger !== null
        ? (await changeOf(this.#seat, trigger, this.#feedWindow())).id
        : trigger;
    const values: Readonly<Record<string, string | null | undefined>> = {
      component,
      mechanism,
      resource,
      recovery,
      since: since === null || since === undefined ? since : String(this.#at(since)),
      trigger: triggerId,
      blastRadius: blastRadius?.join(','),
    };
    const slots = Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value ? [[name, { value, pins: this.#pinIds(told.cites[name] ?? []) }]] : [],
      ),
    );
    const predictions: Hypothesis['predictions'] = [];
    for (const { id, text, outcome, ...subject } of told.predictions) {
      this.#predicted.set(id, subject.window);
      const query = await lookAt(this.#seat, subject, this.#window(subject));
      const { window } = subject;
      const said = window ? { window: { fromMs: this.#at(window[0]), toMs: this.#at(window[1]) } } : {};
      predictions.push({ id, text, outcome, query, ...said });
    }
    const alternatives = told.alternatives.map((one) => ({ ...one, pins: this.#pinIds(one.pins) }));
    return { slots, because: told.because, predictions, alternatives };
  }

  async #commitSha(subject: string): Promise<string> {
    const merges = await this.#seat.ask<Change[]>(
      'GET',
      `/changes?fromMs=${this.#feedWindow().fromMs}&toMs=${this.#nowMs()}`,
    );
    const merge = merges.find(({ kind, message }) => kind === 'merge' && message.includes(subject));
    if (!merge) throw new Error(`no merge says "${subject}"`);
    return merge.version;
  }

  /** The team's own world takes over when it has come as far as the clock: its change feed tells. */
  async #acted(): Promise<void> {
    const operation = this.#view.actions.at(-1)?.operation ?? '';
    this.#stage.clock.nowMs += 5_000;
    for await (const _ of patience()) {
      const { fromMs } = this.#feedWindow();
      const feed = await this.#seat.ask<Change[]>('GET', `/changes?fromMs=${fromMs}&toMs=${this.#nowMs()}`);
      if (feed.some(({ details }) => details.operation === operation)) return;
    }
  }

  async #code(code: Extract<Step, { code: unknown }>['code']): Promise<void> {
    const get = <T>(path: string): Promise<T> => this.#seat.ask<T>('GET', `/code${path}`);
    if ('open' in code) await get(`/file?path=${encodeURIComponent(code.open)}`);
    else if ('search' in code) await get(`/search?q=${encodeURIComponent(code.search)}`);
    else if ('commit' in code) {
      const log = await get<CommitSummary[]>('/log');
      const found = log.find(({ subject }) => subject.startsWith(code.commit));
      if (!found) throw new Error(`no commit begins with "${code.commit}"`);
      await get(`/commits/${found.sha}`);
    } else await get(`/log${code.history === undefined ? '' : `?path=${encodeURIComponent(code.history)}`}`);
  }

  async #act(parameters: Readonly<Record<string, unknown>>): Promise<void> {
    const { commit } = parameters;
    const isSubject = typeof commit === 'string' && !/^[0-9a-f]{7,40}$/.test(commit);
    const action = actionOf(isSubject ? { ...parameters, commit: await this.#commitSha(commit) } : parameters);
    if (!action.success)
      throw new Error(action.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    await this.#send('POST', '/actions', action.data);
    if (this.#view.actions.length === 0) throw new Error(`${actionText(action.data)} left nothing`);
    await this.#acted();
  }

  async #do(step: Step): Promise<void> {
    if ('timeline' in step) {
      const [pinId] = step.pin === undefined ? [] : this.#pinIds([step.pin]);
      const entry = { atMs: this.#at(step.when), text: step.timeline, onset: step.onset };
      return this.#send('POST', '/timeline', pinId === undefined ? entry : { ...entry, pinId });
    }
    if ('contradiction' in step) {
      for (const subject of step.look) await lookAt(this.#seat, subject, this.#window(subject));
      this.#read();
      return this.#send('POST', '/contradiction', { found: step.found, note: step.contradiction });
    }
    if ('verify' in step) {
      for (const subject of step.look) await lookAt(this.#seat, subject, this.#window(subject));
      this.#read();
      return this.#send('POST', '/recovery', { note: step.verify });
    }
    if ('look' in step) {
      await lookAt(this.#seat, step.look, this.#window(step.look));
      return;
    }
    if ('reading' in step) {
      const window = this.#window(step);
      const query = await lookAt(this.#seat, step, window);
      this.#read();
      const value = step.value === undefined ? {} : { value: step.value };
      await this.#send('POST', '/pins', { query, window, reading: step.reading, title: step.pin, note: '', ...value });
      const pinned = this.#view.pins.at(-1);
      if (pinned) this.#pins.set(step.pin, pinned.id);
      return;
    }
    if ('withdraw' in step) return this.#send('DELETE', `/pins/${this.#pinIds([step.withdraw])[0]}`);
    if ('lock' in step) {
      await this.#send('PUT', '/hypothesis', await this.#hypothesis(step.lock));
      return this.#send('POST', '/hypothesis/lock');
    }
    if ('check' in step) return this.#check(step.check, step.says);
    if ('code' in step) return this.#code(step.code);
    if ('submit' in step) return this.#send('POST', '/submit');
    if ('act' in step) return this.#act(step.act);
    if ('hint' in step) return this.#send('POST', '/hints', { number: this.#view.hints.length + 1 });
    return this.#skip(step.skip);
  }

  /** Asked again until the team's world has come that far. */
  async #skip(by: 'minute' | 'quarter' | 'hour'): Promise<void> {
    const nowMs = this.#nowMs();
    const aheadMs = { minute: minuteMs, quarter: quarterMs, hour: 4 * quarterMs - (nowMs % (4 * quarterMs)) }[by];
    // Whoever is this late has been waiting anyway.
    if (nowMs + aheadMs > this.#scenario.endsAtMs) return;
    for await (const _ of patience()) {
      try {
        return await this.#send('POST', '/clock', { op: 'skip', by });
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 409) throw error;
      }
    }
  }

  async #check(predictionId: string, verdict: 'held' | 'failed'): Promise<void> {
    const prediction = this.#view.draft.predictions.find(({ id }) => id === predictionId);
    if (!prediction) throw new Error(`there is no prediction ${predictionId}`);
    const { query } = prediction;
    const window = this.#window({ window: this.#predicted.get(predictionId) });
    if (query.modality === 'metric') await lookAt(this.#seat, { metric: query.expr, focus: query.focus }, window);
    else if (query.modality === 'log') await lookAt(this.#seat, { log: query.query }, window);
    else if (query.modality === 'trace') await this.#seat.ask('GET', `/traces/${query.traceId}`);
    this.#read();
    await this.#send('POST', '/predictions/check', { predictionId });
    await this.#send('POST', '/predictions/verdict', { predictionId, verdict });
  }

  /** Throws StepFailed, unless somebody wants to be told instead. */
  async play(steps: readonly TimedStep[], onFailed?: (failed: StepFailed) => void): Promise<void> {
    const beganMs = this.#stage.clock.nowMs;
    for (const [index, { atS, step }] of steps.entries()) {
      const { clock } = this.#stage;
      clock.nowMs = Math.max(clock.nowMs, beganMs + atS * 1000);
      try {
        await this.#do(step);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const failed = new StepFailed(`step ${index + 1} (${kindOf(step)}): ${reason}`);
        if (!onFailed) throw failed;
        onFailed(failed);
      }
    }
  }
}

export interface Run {
  readonly mode: 'guided' | 'open';
  readonly steps: readonly TimedStep[];
  readonly seed: number;
  /** Told of steps that could not be done; whoever plays goes on with the next. Absent: the first ends the run. */
  readonly onFailed?: (failed: StepFailed) => void;
}

export interface Played {
  readonly seat: SeatAt;
}

/** Begins a drill and plays. Throws StepFailed when a step could not be done. */
export async function playSteps(stage: Stage, scenario: Scenario, run: Run): Promise<Played> {
  stage.clock.nowMs += 10 * minuteMs;
  const world = stage.worlds.open({ scenarioId: scenario.id, seed: run.seed, variant: 'true', inputs: [] });
  await Promise.all([world.reached(scenario.endsAtMs), ready(world)]);
  const seat = await SeatAt.begin(stage, scenario.catalog, run.mode, run.seed);
  await seat.ask('POST', '/start');
  const view = await seat.ask<DrillView>('POST', '/acknowledge');
  await new Player(stage, scenario, seat, view).play(run.steps, run.onFailed);
  return { seat };
}

/** Ends it too. */
export async function playTranscript(stage: Stage, scenario: Scenario, run: Run): Promise<Debrief> {
  const { seat } = await playSteps(stage, scenario, run);
  await seat.ask('POST', '/end');
  for (;;) {
    const debrief = await seat.ask<Debrief | DebriefPending>('GET', '/debrief');
    if (!('pending' in debrief)) return debrief;
    stage.clock.nowMs += 5_000;
  }
}
