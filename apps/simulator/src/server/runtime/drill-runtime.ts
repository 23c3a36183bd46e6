/** One drill while the server runs: its state, its world, and who is there. Commands are decided one after the other. */
import { type Debrief, type DebriefPending, type DrillView, incidentTimeAt, workTimeAt } from '@firedrill/protocol';
import {
  type Actor,
  type Command,
  type DrillState,
  decide,
  evolve,
  fold,
  initial,
  panelIdentity,
  toView,
} from '../../drill/index.ts';
import { chain, type Entry, type EntryData, type PanelQuery, verify } from '../../journal/index.ts';
import {
  type Commit,
  createRepository,
  type Repository,
  type Scenario,
  type Variant,
  variantOf,
  withReverts,
} from '../../scenario/index.ts';
import { type DrillScoreOptions, rubricVersion, UnknownRubric } from '../../score/index.ts';
import type { StoredDrill } from '../../storage/index.ts';
import type { TelemetryRequest, TelemetryResult } from '../../telemetry/query.ts';
import { type AlertRule, alertRule } from '../../world/run/alert.ts';
import type { World, WorldInput } from '../../world/worlds.ts';
import type { ServerDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { DebriefWork } from './debrief/index.ts';

/** What was on the screen so long before something is said belongs to it. */
const onScreenMs = 2 * 60_000;

export interface Who extends Actor {
  readonly name: string;
}

export class DrillRuntime {
  readonly stored: StoredDrill;
  readonly scenario: Scenario;
  readonly #deps: ServerDeps;
  #state: DrillState = initial;
  #journal: Entry[] = [];
  /** What queries are asked of; a fork takes its place once it has come as far as the clock. */
  #world: World;
  readonly #connections = new Map<string, number>();
  readonly #listeners = new Set<(view: DrillView) => void>();
  /** By identity: what panels show, and when last. */
  readonly #shown = new Map<string, { readonly query: PanelQuery; readonly wallMs: number }>();
  #queue: Promise<unknown> = Promise.resolve();
  #debrief: DebriefWork | null = null;
  #totalKept = false;
  #stopProgress: () => void;
  /** The page's. */
  readonly rule: AlertRule;

  constructor(deps: ServerDeps, stored: StoredDrill, scenario: Scenario) {
    this.#deps = deps;
    this.stored = stored;
    this.scenario = scenario;
    this.rule = alertRule(scenario.baseFiles, scenario.page.rule);
    this.#world = this.#open([]);
    this.#stopProgress = this.#world.onProgress(() => this.#progressed());
  }

  /** Reads the journal back. A gap in which no server ran counts as a pause. */
  async load(lastAliveMs: number | null): Promise<void> {
    this.#journal = verify(await this.#deps.storage.journal(this.stored.id));
    this.#state = fold(this.#journal);
    if (
      lastAliveMs !== null &&
      this.#state.phase === 'running' &&
      this.#state.clock.speed !== 0 &&
      lastAliveMs > this.#state.clock.wallMs
    ) {
      const server: Who = { seatId: 'server', name: 'server', role: 'host' };
      await this.perform({ type: 'outage', untilWallMs: lastAliveMs }, server);
    }
    if (this.#inputs().length > 0) this.#moveToFork();
  }

  get state(): DrillState {
    return this.#state;
  }

  get journal(): readonly Entry[] {
    return this.#journal;
  }

  get world(): World {
    return this.#world;
  }

  /** The team's world as its first actions have made it. */
  worldAfter(actionCount: number): World {
    return this.#open(this.#inputs().slice(0, actionCount));
  }

  /** The incident's clock now; it never runs past what has been computed, nor past the end. */
  incidentNowMs(): number {
    const atMs = incidentTimeAt(this.#state.clock, this.#deps.now());
    return Math.min(atMs, this.#world.progress().toMs, this.scenario.endsAtMs);
  }

  /** As of when telemetry may be seen. Nothing is before there is a page. */
  visibleMs(): number {
    if (this.#state.phase === 'lobby') throw new ApiError('out_of_turn', 'the drill has not started');
    return this.incidentNowMs();
  }

  query<R extends TelemetryRequest>(request: R): Promise<TelemetryResult<R>> {
    return this.#world.query(request, this.visibleMs());
  }

  /** Main's commits for this team: with its own reverts. */
  main(): readonly Commit[] {
    const reverts = this.#inputs().flatMap(({ atUs, author = '', ...action }) =>
      action.verb === 'revert' ? [{ prefix: action.commit, author, timeMs: Math.floor(atUs / 1000) }] : [],
    );
    return withReverts(this.scenario.commits, reverts);
  }

  repository(): Repository {
    const { commits, repository } = this.scenario;
    const main = this.main();
    return main === commits ? repository : createRepository(main);
  }

  view(): DrillView {
    const { stored, scenario } = this;
    const { id, eventId, teamName, joinCode } = stored;
    const present = new Set([...this.#connections].filter(([, count]) => count > 0).map(([seat]) => seat));
    const { catalog, page, historyFromMs, endsAtMs } = scenario;
    const condition = this.#state.page ? `${this.rule.expr} for ${this.rule.forMs / 1000} s` : '';
    const wallMs = this.#deps.now();
    return toView(this.#state, {
      id,
      eventId,
      teamName,
      joinCode,
      catalog,
      page,
      condition,
      historyFromMs,
      endsAtMs,
      world: this.#world.progress(),
      present,
      wallMs,
      hintLevels: this.scenario.hints.map(({ level }) => level),
    });
  }

  onView(listener: (view: DrillView) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  connected(seatId: string): () => void {
    this.#connections.set(seatId, (this.#connections.get(seatId) ?? 0) + 1);
    this.#tell();
    return () => {
      this.#connections.set(seatId, (this.#connections.get(seatId) ?? 1) - 1);
      this.#tell();
    };
  }

  presentSeats(): string[] {
    return this.#state.members.map(({ seatId }) => seatId).filter((seatId) => (this.#connections.get(seatId) ?? 0) > 0);
  }

  /** Decided, on disk, and only then true. Rejects with an ApiError when refused. */
  perform(command: Command, who: Who): Promise<DrillView> {
    const run = this.#queue.then(() => this.#perform(command, who));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** A panel has shown this without anybody asking: journalled the first time. */
  async viewed(query: PanelQuery, who: Who): Promise<void> {
    const identity = panelIdentity(query);
    if (identity === null || this.#state.phase !== 'running') return;
    this.#shown.set(identity, { query, wallMs: this.#deps.now() });
    if (this.#state.viewed.has(identity)) return;
    await this.perform({ type: 'view', query }, who);
  }

  /** What panels have shown in the last minutes. */
  onScreen(): PanelQuery[] {
    const sinceMs = this.#deps.now() - onScreenMs;
    return [...this.#shown.values()].flatMap(({ query, wallMs }) => (wallMs >= sinceMs ? [query] : []));
  }

  /** Writes the first entries of a new drill. */
  begin(data: EntryData, who: Who): Promise<void> {
    return this.#append([data], who);
  }

  /** By the newest rubric and as the drill was set up, where `options` say nothing; what is awaited when it is not there after `patienceMs`. */
  async debrief(patienceMs: number, options: DrillScoreOptions = {}): Promise<Debrief | DebriefPending> {
    const { version = rubricVersion, timeBoxes = this.#state.timeBoxes } = options;
    if (this.#state.phase !== 'ended') throw new ApiError('out_of_turn', 'the debrief opens when the drill has ended');
    this.#debrief ??= new DebriefWork(this, this.#deps.worlds, {
      team: this.#open(this.#inputs()),
      truth: this.#open([]),
      healthy: this.#open([], 'healthy'),
    });
    try {
      const debrief = await this.#debrief.get(patienceMs, { version, timeBoxes });
      const isUsual = version === rubricVersion && timeBoxes === this.#state.timeBoxes;
      if (isUsual && !this.#totalKept && !('pending' in debrief)) {
        await this.#deps.storage.keepTotal(this.stored.id, debrief);
        this.#totalKept = true;
      }
      return debrief;
    } catch (error) {
      if (error instanceof UnknownRubric) throw new ApiError('bad_request', error.message, { field: 'rubric' });
      // Whoever asks again tries again.
      this.#debrief = null;
      throw error;
    }
  }

  close(): void {
    this.#stopProgress();
  }

  async #perform(command: Command, who: Who): Promise<DrillView> {
    const decision = decide(this.#state, command, who, this.#deps.now());
    if (!decision.ok)
      throw new ApiError(decision.code, decision.message, decision.field ? { field: decision.field } : {});
    if (decision.entries.length > 0) await this.#append(decision.entries, who);
    if (command.type === 'act') this.#moveToFork();
    // The world that the readings will be compared with is ready long before anyone asks for the debrief.
    if (command.type === 'acknowledge') this.#prepareKey();
    return this.view();
  }

  async #append(data: readonly EntryData[], who: Who): Promise<void> {
    const wallMs = this.#deps.now();
    const { clock, seq, hash } = this.#state;
    const nowMs = Math.round(this.#state.phase === 'lobby' ? clock.incidentMs : this.incidentNowMs());
    const workMs = Math.round(workTimeAt(clock, wallMs));
    const unchained = data.map((entry) => {
      // The page comes at an instant of its own, which is not the lobby's.
      const incidentMs = entry.type === 'drill.started' ? entry.segment.incidentMs : nowMs;
      return { wallMs, incidentMs, workMs, actor: who.seatId, name: who.name, data: entry };
    });
    const entries = chain(seq === 0 ? null : { seq, hash }, unchained);
    await this.#deps.storage.append(this.stored.id, entries);
    this.#journal.push(...entries);
    this.#state = entries.reduce(evolve, this.#state);
    this.#tell();
  }

  #prepareKey(): void {
    const { worlds } = this.#deps;
    const { scenarioId, seed } = this.stored;
    this.#open([], 'healthy');
    for (const rival of this.scenario.rivals) {
      // Whoever needs it asks again, and hears then what is wrong.
      worlds.prepare({ scenarioId, seed, variant: variantOf(rival), inputs: [] }).catch(() => undefined);
    }
  }

  #open(inputs: readonly WorldInput[], variant: Variant = 'true'): World {
    return this.#deps.worlds.open({ scenarioId: this.stored.scenarioId, seed: this.stored.seed, variant, inputs });
  }

  #inputs(): WorldInput[] {
    return this.#journal.flatMap((entry) =>
      entry.data.type === 'mitigation.executed'
        ? [{ ...entry.data.action, atUs: Math.round(entry.incidentMs * 1000), author: entry.name }]
        : [],
    );
  }

  #moveToFork(): void {
    const fork = this.#open(this.#inputs());
    const needed = this.incidentNowMs();
    fork.reached(Math.min(needed + 30_000, this.scenario.endsAtMs)).then(
      () => {
        // A later action may have asked for another fork meanwhile.
        if (JSON.stringify(fork.reference.inputs) !== JSON.stringify(this.#inputs())) return;
        this.#stopProgress();
        this.#world = fork;
        this.#stopProgress = fork.onProgress(() => this.#progressed());
        this.#tell();
      },
      () => undefined,
    );
  }

  #progressed(): void {
    this.#tell();
  }

  #tell(): void {
    if (this.#listeners.size === 0) return;
    const view = this.view();
    for (const listener of this.#listeners) listener(view);
  }
}
