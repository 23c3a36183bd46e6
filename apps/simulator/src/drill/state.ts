/** A drill, folded from its journal. */
import {
  type ActionTaken,
  type ClockSegment,
  type HintTaken,
  type Hypothesis,
  type LockedHypothesis,
  type Mode,
  operationId,
  type Phase,
  type Pin,
  type PredictionCheck,
  type TimelineEntry,
} from '@firedrill/protocol';
import type { Entry } from '../journal/index.ts';
import { panelIdentity } from './panels.ts';

export interface DrillMember {
  readonly seatId: string;
  readonly name: string;
  readonly role: 'host' | 'trainee';
}

export interface DrillState {
  readonly seq: number;
  readonly hash: string;
  readonly mode: Mode;
  readonly timeBoxes: boolean;
  readonly catalogId: string;
  readonly seed: number;
  readonly phase: Phase;
  readonly clock: ClockSegment;
  readonly startedWallMs: number;
  readonly page: { readonly rule: string; readonly firedAtMs: number; readonly value: number } | null;
  readonly members: readonly DrillMember[];
  readonly pins: readonly Pin[];
  readonly timeline: readonly TimelineEntry[];
  readonly draft: Hypothesis;
  readonly locked: readonly LockedHypothesis[];
  readonly checks: readonly PredictionCheck[];
  readonly contradiction: { readonly seq: number; readonly found: boolean; readonly note: string } | null;
  readonly submissions: readonly { readonly seq: number; readonly author: string; readonly incidentMs: number }[];
  readonly actions: readonly ActionTaken[];
  readonly recovery: { readonly seq: number; readonly incidentMs: number; readonly note: string } | null;
  readonly hints: readonly HintTaken[];
  readonly skip: { readonly by: 'minute' | 'quarter' | 'hour'; readonly votes: readonly string[] } | null;
  readonly firstCodeSeq: number | null;
  /** Seats that went through the open door before a complete hypothesis was locked. */
  readonly earlyEntrants: readonly string[];
  /** Identities of what panels have shown by themselves. */
  readonly viewed: ReadonlySet<string>;
  /** Work time at which each phase box began, as far as they have. */
  readonly boxes: Readonly<Partial<Record<'Hypothesise' | 'Scope' | 'Code' | 'Confirm', number>>>;
}

export const emptyHypothesis: Hypothesis = { slots: {}, because: '', predictions: [], alternatives: [] };

export const initial: DrillState = {
  seq: 0,
  hash: '',
  mode: 'guided',
  timeBoxes: true,
  catalogId: '',
  seed: 1,
  phase: 'lobby',
  clock: { wallMs: 0, incidentMs: 0, workMs: 0, speed: 0 },
  startedWallMs: 0,
  page: null,
  members: [],
  pins: [],
  timeline: [],
  draft: emptyHypothesis,
  locked: [],
  checks: [],
  contradiction: null,
  submissions: [],
  actions: [],
  recovery: null,
  hints: [],
  skip: null,
  firstCodeSeq: null,
  earlyEntrants: [],
  viewed: new Set(),
  boxes: {},
};

type Change = Partial<DrillState>;

/** A box begins once; the boxes before it begin no later. */
const beginBox = (state: DrillState, box: keyof DrillState['boxes'], workMs: number): Change =>
  state.boxes[box] === undefined ? { boxes: { ...state.boxes, [box]: workMs } } : {};

const isCode = (type: string): boolean => type === 'code.opened' || type === 'code.searched' || type === 'git.viewed';

function change(state: DrillState, entry: Entry): Change {
  const { data, seq, name: author, incidentMs, workMs } = entry;
  if (isCode(data.type)) {
    return { firstCodeSeq: state.firstCodeSeq ?? seq, ...beginBox(state, 'Code', workMs) };
  }
  switch (data.type) {
    case 'drill.created':
      return {
        mode: data.mode,
        timeBoxes: data.timeBoxes ?? true,
        catalogId: data.catalogId,
        seed: data.seed,
        clock: data.segment,
      };
    case 'member.joined':
      return { members: [...state.members, { seatId: entry.actor, name: data.name, role: data.role }] };
    case 'drill.started':
      return { phase: 'paged', page: data.page, clock: data.segment, startedWallMs: entry.wallMs };
    case 'page.acknowledged':
      return { phase: 'running', clock: data.segment };
    case 'clock.changed':
      return { clock: data.segment, skip: null };
    case 'clock.skip-voted': {
      const votes = state.skip?.by === data.by ? state.skip.votes : [];
      return { skip: { by: data.by, votes: [...new Set([...votes, entry.actor])] } };
    }
    case 'log.queried':
    case 'trace.searched':
    case 'trace.opened':
      return beginBox(state, 'Hypothesise', workMs);
    case 'panel.viewed': {
      const identity = panelIdentity(data.query);
      return identity === null ? {} : { viewed: new Set([...state.viewed, identity]) };
    }
    case 'evidence.pinned':
      return { pins: [...state.pins, { ...data.pin, id: data.pinId, seq, author, incidentMs }] };
    case 'evidence.withdrawn':
      return { pins: state.pins.filter((pin) => pin.id !== data.pinId) };
    case 'timeline.added': {
      const others = data.entry.onset ? state.timeline.map((other) => ({ ...other, onset: false })) : state.timeline;
      const timeline = [...others, { ...data.entry, id: data.entryId, seq, author }];
      return { timeline: timeline.sort((a, b) => a.atMs - b.atMs || a.seq - b.seq) };
    }
    case 'timeline.removed':
      return { timeline: state.timeline.filter((other) => other.id !== data.entryId) };
    case 'hypothesis.written':
      return { draft: data.hypothesis };
    case 'hypothesis.locked': {
      const { version, complete, hypothesis } = data;
      const locked = [...state.locked, { seq, version, author, incidentMs, complete, hypothesis }];
      return { draft: hypothesis, locked, ...(complete ? beginBox(state, 'Scope', workMs) : {}) };
    }
    case 'prediction.checked': {
      const { predictionId, found, foundReading } = data;
      const others = state.checks.filter((check) => check.predictionId !== predictionId);
      return { checks: [...others, { seq, predictionId, author, found, foundReading }] };
    }
    case 'prediction.judged':
      return {
        checks: state.checks.map((check) =>
          check.predictionId === data.predictionId ? { ...check, verdict: data.verdict } : check,
        ),
      };
    case 'contradiction.checked':
      return { contradiction: { seq, found: data.found, note: data.note }, ...beginBox(state, 'Confirm', workMs) };
    case 'rootcause.submitted':
      return { submissions: [...state.submissions, { seq, author, incidentMs }] };
    case 'mitigation.executed':
      return {
        actions: [
          ...state.actions,
          { seq, author, incidentMs, action: data.action, operation: operationId(state.actions.length + 1) },
        ],
      };
    case 'hint.used':
      return { hints: [...state.hints, { seq, author, level: data.level, text: data.text }] };
    case 'code.entered-early':
      return { earlyEntrants: [...state.earlyEntrants, entry.actor] };
    case 'recovery.verified':
      return { recovery: { seq, incidentMs, note: data.note } };
    case 'drill.ended':
      return { phase: 'ended', clock: { wallMs: entry.wallMs, incidentMs, workMs, speed: 0 } };
    default:
      return {};
  }
}

/** Pure: the same entries give the same state. */
export function evolve(state: DrillState, entry: Entry): DrillState {
  return { ...state, ...change(state, entry), seq: entry.seq, hash: entry.hash };
}

export const fold = (entries: readonly Entry[]): DrillState => entries.reduce(evolve, initial);

/** Guided: from the first lock of a complete hypothesis on. Open: always. */
export const doorIsOpen = (state: DrillState): boolean =>
  state.phase === 'ended' ||
  (state.phase === 'running' && (state.mode === 'open' || state.locked.some(({ complete }) => complete)));
