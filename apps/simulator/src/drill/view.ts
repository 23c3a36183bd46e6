/** What a team sees of its drill. */
import {
  type CatalogEntry,
  type DrillView,
  type HintLevel,
  type Member,
  missingFor,
  type Page,
  type WorldProgress,
  workTimeAt,
} from '@firedrill/protocol';
import type { PageTemplate } from '../scenario/index.ts';
import { mostSubmissions } from './decide.ts';
import { type DrillState, doorIsOpen } from './state.ts';

export interface ViewExtras {
  readonly id: string;
  readonly eventId: string;
  readonly teamName: string;
  readonly joinCode: string;
  readonly catalog: CatalogEntry;
  readonly page: PageTemplate;
  readonly condition: string;
  readonly historyFromMs: number;
  readonly endsAtMs: number;
  readonly world: WorldProgress;
  readonly present: ReadonlySet<string>;
  readonly wallMs: number;
  /** Levels of all hints that there are, in order. */
  readonly hintLevels: readonly HintLevel[];
}

const minuteMs = 60_000;
/** The article's time boxes. */
const boxes = [
  ['Establish', 5],
  ['Hypothesise', 10],
  ['Scope', 5],
  ['Code', 10],
  ['Confirm', 5],
] as const;

function boxOf(state: DrillState, wallMs: number): DrillView['box'] {
  let current: DrillView['box'] = { name: 'Establish', usedMs: 0, limitMs: 5 * minuteMs };
  const workMs = workTimeAt(state.clock, wallMs);
  for (const [name, minutes] of boxes) {
    const beganMs = name === 'Establish' ? 0 : state.boxes[name];
    if (beganMs !== undefined) current = { name, usedMs: Math.max(0, workMs - beganMs), limitMs: minutes * minuteMs };
  }
  return current;
}

function pageOf(state: DrillState, { page, condition }: ViewExtras): Page | null {
  if (state.page === null) return null;
  const { firedAtMs, value, rule } = state.page;
  return {
    alert: rule,
    summary: page.summary,
    condition,
    value: String(Math.round(value * 1000) / 1000),
    firedAtMs,
    noticedBy: page.noticedBy.map(({ who, text, atOffsetMs }) => ({ who, text, atMs: firedAtMs + atOffsetMs })),
    service: page.service,
    owner: page.owner,
    dependencies: page.dependencies,
    runbook: page.runbook,
  };
}

/** Before the page there is nothing to read, and a computed world is no news of what is in it. */
export function toView(state: DrillState, extras: ViewExtras): DrillView {
  const members: Member[] = state.members.map((member) => ({ ...member, present: extras.present.has(member.seatId) }));
  const modalities = new Set(state.pins.map((pin) => pin.query.modality));
  return {
    id: extras.id,
    eventId: extras.eventId,
    title: extras.catalog.title,
    teamName: extras.teamName,
    joinCode: extras.joinCode,
    mode: state.mode,
    timeBoxes: state.timeBoxes,
    phase: state.phase,
    seq: state.seq,
    clock: state.clock,
    serverMs: extras.wallMs,
    historyFromMs: extras.historyFromMs,
    endsAtMs: extras.endsAtMs,
    members,
    world: extras.world,
    page: pageOf(state, extras),
    ritual: {
      declared: state.phase === 'running' || state.phase === 'ended',
      resisted:
        state.pins.length > 0 && (state.firstCodeSeq === null || state.firstCodeSeq > (state.pins[0]?.seq ?? 0)),
      gathered: modalities.size >= 2,
      written: state.locked.some(({ complete }) => complete),
      validated: state.checks.length > 0 && state.contradiction !== null,
    },
    box: boxOf(state, extras.wallMs),
    pins: state.pins,
    timeline: state.timeline,
    draft: state.draft,
    missing: missingFor(state.draft, state.pins),
    locked: state.locked,
    checks: state.checks,
    doorOpen: doorIsOpen(state),
    earlyEntrants: state.earlyEntrants,
    contradiction: state.contradiction,
    submissions: state.submissions,
    submissionsLeft: mostSubmissions - state.submissions.length,
    actions: state.actions,
    recovery: state.recovery,
    skipVotes: state.skip?.votes ?? [],
    hints: state.hints,
    nextHint: extras.hintLevels[state.hints.length] ?? null,
  };
}
