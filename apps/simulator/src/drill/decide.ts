/** Whether a command may be carried out now: entries, or a refusal with the reason. Pure. */
import {
  type Action,
  type ClockCommand,
  type ClockSegment,
  type ErrorCode,
  type Hypothesis,
  incidentTimeAt,
  missingFor,
  type PinRequest,
  type TimelineRequest,
  workTimeAt,
} from '@firedrill/protocol';
import type { EntryData, PanelQuery } from '../journal/index.ts';
import type { Hint } from '../scenario/index.ts';
import { impossible, type Possible } from './act.ts';
import { panelIdentity } from './panels.ts';
import { type DrillState, doorIsOpen } from './state.ts';

export type Command =
  | { readonly type: 'join'; readonly name: string; readonly role: 'host' | 'trainee' }
  | {
      readonly type: 'start';
      readonly page: { readonly rule: string; readonly firedAtMs: number; readonly value: number } | null;
      readonly worldReady: boolean;
    }
  | { readonly type: 'acknowledge' }
  | {
      readonly type: 'clock';
      readonly command: ClockCommand;
      readonly latestMs: number;
      readonly present: readonly string[];
    }
  | { readonly type: 'outage'; readonly untilWallMs: number }
  | { readonly type: 'look'; readonly data: EntryData }
  | { readonly type: 'view'; readonly query: PanelQuery }
  | { readonly type: 'code'; readonly data: EntryData }
  | { readonly type: 'pin'; readonly pinId: string; readonly pin: PinRequest }
  | { readonly type: 'unpin'; readonly pinId: string }
  | { readonly type: 'timeline'; readonly entryId: string; readonly entry: TimelineRequest }
  | { readonly type: 'timeline-remove'; readonly entryId: string }
  | { readonly type: 'write'; readonly hypothesis: Hypothesis }
  | { readonly type: 'lock' }
  | { readonly type: 'check'; readonly predictionId: string; readonly found: string; readonly foundReading: string }
  | { readonly type: 'judge'; readonly predictionId: string; readonly verdict: 'held' | 'failed' }
  | {
      readonly type: 'contradiction';
      readonly found: boolean;
      readonly note: string;
      /** What was on the screen just before. */
      readonly looked: readonly PanelQuery[];
    }
  | { readonly type: 'submit' }
  | { readonly type: 'act'; readonly action: Action; readonly possible: Possible }
  | { readonly type: 'hint'; readonly number: number; readonly hint: Hint | null }
  | { readonly type: 'feel'; readonly text: string }
  | { readonly type: 'enter-early' }
  | { readonly type: 'recover'; readonly note: string; readonly looked: readonly PanelQuery[] }
  | { readonly type: 'end' };

export interface Actor {
  readonly seatId: string;
  readonly role: 'host' | 'trainee';
}

export type Decision =
  | { readonly ok: true; readonly entries: readonly EntryData[] }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string; readonly field?: string };

/** A first answer and three revisions. */
export const mostSubmissions = 4;

const accept = (...entries: EntryData[]): Decision => ({ ok: true, entries });
const refuse = (code: ErrorCode, message: string, field?: string): Decision => ({
  ok: false,
  code,
  message,
  ...(field ? { field } : {}),
});
const outOfTurn = (message: string): Decision => refuse('out_of_turn', message);

const needsWork: ReadonlySet<Command['type']> = new Set([
  'clock',
  'pin',
  'unpin',
  'timeline',
  'timeline-remove',
  'write',
  'lock',
  'check',
  'judge',
  'contradiction',
  'submit',
  'act',
  'hint',
  'enter-early',
  'recover',
  'end',
  'code',
]);

const afterTheEnd: ReadonlySet<Command['type']> = new Set(['join', 'look', 'view', 'code', 'feel']);

/** The segment that goes on from now with another speed, or from another instant. */
function segmentFrom(
  clock: ClockSegment,
  wallMs: number,
  speed: ClockSegment['speed'],
  incidentMs?: number,
): ClockSegment {
  return { wallMs, incidentMs: incidentMs ?? incidentTimeAt(clock, wallMs), workMs: workTimeAt(clock, wallMs), speed };
}

const hourMs = 3_600_000;
const skipTo = {
  minute: (t: number) => t + 60_000,
  quarter: (t: number) => t + 900_000,
  hour: (t: number) => Math.floor(t / hourMs + 1) * hourMs,
};

function unknownPin(state: DrillState, hypothesis: Hypothesis): string | null {
  const known = new Set(state.pins.map((pin) => pin.id));
  for (const [name, slot] of Object.entries(hypothesis.slots)) {
    if (slot?.pins.some((pin) => !known.has(pin))) return `slots.${name}.pins`;
  }
  const at = hypothesis.alternatives.findIndex((alternative) => alternative.pins.some((pin) => !known.has(pin)));
  return at < 0 ? null : `alternatives.${at}.pins`;
}

function decideClock(
  state: DrillState,
  { command, latestMs, present }: Extract<Command, { type: 'clock' }>,
  actor: Actor,
  wallMs: number,
): Decision {
  const { clock } = state;
  switch (command.op) {
    case 'pause':
      return clock.speed === 0
        ? outOfTurn('the clocks are paused already')
        : accept({ type: 'clock.changed', why: 'pause', segment: segmentFrom(clock, wallMs, 0) });
    case 'resume':
      return clock.speed !== 0
        ? outOfTurn('the clocks are running')
        : accept({ type: 'clock.changed', why: 'resume', segment: segmentFrom(clock, wallMs, 1) });
    case 'speed':
      return accept({ type: 'clock.changed', why: 'speed', segment: segmentFrom(clock, wallMs, command.speed) });
    case 'skip': {
      if (clock.speed === 0) return outOfTurn('resume the clocks before skipping ahead');
      const target = skipTo[command.by](incidentTimeAt(clock, wallMs));
      if (target > latestMs) return outOfTurn('that is later than this drill goes, or than has been computed so far');
      const votes = new Set([...(state.skip?.by === command.by ? state.skip.votes : []), actor.seatId]);
      const voted = { type: 'clock.skip-voted', by: command.by } as const;
      if (present.some((seat) => !votes.has(seat))) return accept(voted);
      return accept(voted, {
        type: 'clock.changed',
        why: 'skip',
        segment: segmentFrom(clock, wallMs, clock.speed, target),
      });
    }
  }
}

function decideAct(state: DrillState, { action, possible }: Extract<Command, { type: 'act' }>): Decision {
  if (state.clock.speed === 0) return outOfTurn('the clocks are paused: resume them before acting on the system');
  const refusal = impossible(action, possible);
  if (refusal) return refuse('bad_request', refusal.message, refusal.field);
  return accept({ type: 'mitigation.executed', action });
}

export function decide(state: DrillState, command: Command, actor: Actor, wallMs: number): Decision {
  if (state.phase === 'ended' && !afterTheEnd.has(command.type)) return outOfTurn('this drill has ended');
  if (needsWork.has(command.type) && state.phase !== 'running' && state.phase !== 'ended') {
    return outOfTurn(state.phase === 'lobby' ? 'the drill has not started' : 'acknowledge the page first');
  }
  switch (command.type) {
    case 'join':
      return accept({ type: 'member.joined', name: command.name, role: command.role });
    case 'start':
      if (state.phase !== 'lobby') return outOfTurn('the drill has started already');
      if (actor.role !== 'host') return refuse('forbidden', 'only the host starts the drill');
      if (!command.worldReady || command.page === null)
        return refuse('not_ready', 'the shop is still being prepared; try again in a moment');
      return accept({
        type: 'drill.started',
        page: command.page,
        segment: { wallMs, incidentMs: command.page.firedAtMs, workMs: 0, speed: 0 },
      });
    case 'acknowledge':
      if (state.phase !== 'paged')
        return outOfTurn(state.phase === 'lobby' ? 'there is no page yet' : 'the page has been acknowledged');
      return accept({ type: 'page.acknowledged', segment: { ...state.clock, wallMs, speed: 1 } });
    case 'clock':
      return decideClock(state, command, actor, wallMs);
    case 'outage': {
      if (state.clock.speed === 0) return accept();
      const stopped = segmentFrom(state.clock, command.untilWallMs, 0);
      return accept({
        type: 'clock.changed',
        why: 'outage',
        segment: { ...stopped, wallMs, speed: state.clock.speed },
      });
    }
    case 'look':
      return state.phase === 'lobby'
        ? outOfTurn('the drill has not started')
        : accept(...(state.phase === 'ended' ? [] : [command.data]));
    case 'view': {
      const identity = panelIdentity(command.query);
      const isNew = identity !== null && !state.viewed.has(identity);
      return accept(
        ...(state.phase === 'running' && isNew ? [{ type: 'panel.viewed', query: command.query } as const] : []),
      );
    }
    case 'code':
      if (!doorIsOpen(state))
        return refuse(
          'door_closed',
          `the code opens when a complete hypothesis is locked; still missing: ${missingFor(state.draft, state.pins).join(', ') || 'the lock'}`,
        );
      return accept(...(state.phase === 'ended' ? [] : [command.data]));
    case 'pin':
      return accept({ type: 'evidence.pinned', pinId: command.pinId, pin: command.pin });
    case 'unpin':
      return state.pins.some((pin) => pin.id === command.pinId)
        ? accept({ type: 'evidence.withdrawn', pinId: command.pinId })
        : refuse('not_found', 'there is no such pin');
    case 'timeline': {
      const { pinId } = command.entry;
      if (pinId !== undefined && !state.pins.some((pin) => pin.id === pinId))
        return refuse('bad_request', 'there is no such pin', 'pinId');
      return accept({ type: 'timeline.added', entryId: command.entryId, entry: command.entry });
    }
    case 'timeline-remove':
      return state.timeline.some((entry) => entry.id === command.entryId)
        ? accept({ type: 'timeline.removed', entryId: command.entryId })
        : refuse('not_found', 'there is no such entry');
    case 'write': {
      const field = unknownPin(state, command.hypothesis);
      return field
        ? refuse('bad_request', 'cites a pin that is not in the notebook', field)
        : accept({ type: 'hypothesis.written', hypothesis: command.hypothesis });
    }
    case 'lock': {
      const field = unknownPin(state, state.draft);
      if (field) return refuse('bad_request', 'cites a pin that is not in the notebook any more', field);
      if (!state.draft.slots.component?.value && !state.draft.slots.mechanism?.value)
        return outOfTurn('there is no hypothesis to lock yet: choose a component or a mechanism');
      const complete = missingFor(state.draft, state.pins).length === 0;
      return accept({ type: 'hypothesis.locked', hypothesis: state.draft, version: state.locked.length + 1, complete });
    }
    case 'check': {
      const prediction = state.draft.predictions.find(({ id }) => id === command.predictionId);
      if (!prediction) return refuse('not_found', 'there is no such prediction');
      const { found, foundReading } = command;
      return accept({
        type: 'prediction.checked',
        predictionId: prediction.id,
        query: prediction.query,
        ...(prediction.window ? { window: prediction.window } : {}),
        found,
        foundReading,
      });
    }
    case 'judge':
      return state.checks.some((check) => check.predictionId === command.predictionId)
        ? accept({ type: 'prediction.judged', predictionId: command.predictionId, verdict: command.verdict })
        : outOfTurn('check the prediction before saying whether it held');
    case 'contradiction':
      return accept({
        type: 'contradiction.checked',
        found: command.found,
        note: command.note,
        looked: [...command.looked],
      });
    case 'submit': {
      const last = state.locked.at(-1);
      if (!last) return outOfTurn('lock a hypothesis before submitting it');
      if (state.submissions.length >= mostSubmissions)
        return outOfTurn(`an answer can be revised ${mostSubmissions - 1} times, not more`);
      return accept({ type: 'rootcause.submitted', hypothesis: last.hypothesis });
    }
    case 'act':
      return decideAct(state, command);
    case 'hint':
      if (command.number <= state.hints.length) return outOfTurn('your team has that hint already');
      if (command.hint === null || command.number > state.hints.length + 1)
        return outOfTurn('there is no such hint: they come one after the other');
      return accept({ type: 'hint.used', ...command.hint });
    case 'feel':
      return state.phase === 'ended'
        ? accept({ type: 'felt.told', text: command.text })
        : outOfTurn('how it felt is asked after the end');
    case 'enter-early':
      if (state.mode !== 'open') return refuse('door_closed', 'the code opens when a complete hypothesis is locked');
      return state.earlyEntrants.includes(actor.seatId) || state.locked.some(({ complete }) => complete)
        ? accept()
        : accept({ type: 'code.entered-early' });
    case 'recover':
      return accept({ type: 'recovery.verified', note: command.note, looked: [...command.looked] });
    case 'end':
      return accept({ type: 'drill.ended' });
  }
}
