/** A drill as its team sees it, and what can be asked of it. */
import { z } from 'zod';
import type { Action } from './actions.ts';
import type { ClockSegment } from './clock.ts';
import type { Hypothesis, Missing, Pin, Reading, TimelineEntry } from './notebook.ts';
import type { Trace } from './telemetry.ts';

const ms = z.number().finite();
const name = z.string().trim().min(1, 'a name is needed').max(60);

/** An entry of the start page. Titles are neutral and ids opaque. */
export interface CatalogEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly difficulty: 'first' | 'medium' | 'hard';
}

export const modeSchema = z.enum(['guided', 'open']);
export type Mode = z.infer<typeof modeSchema>;

export const createEventSchema = z.object({
  catalogId: z.string().min(1).max(64),
  mode: modeSchema.default('guided'),
  name,
  teamName: z.string().trim().min(1).max(60).default('Team'),
  /** Whether the time boxes are scored; without them the rest is worth 100. */
  timeBoxes: z.boolean().default(true),
  seed: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});
export type CreateEvent = z.input<typeof createEventSchema>;

export const joinSchema = z.object({ code: z.string().trim().min(4).max(12), name });
export type JoinRequest = z.infer<typeof joinSchema>;

/** Answer to creating and joining: the seat's secret, sent as `Authorization: Bearer` and in the socket's `auth.token`. */
export interface Seat {
  readonly seatId: string;
  readonly token: string;
  readonly drillId: string;
  readonly eventId: string;
  readonly name: string;
  readonly role: 'host' | 'trainee';
}

export type Phase = 'lobby' | 'paged' | 'running' | 'ended';

export interface Member {
  readonly seatId: string;
  readonly name: string;
  readonly role: 'host' | 'trainee';
  readonly present: boolean;
}

export interface Page {
  readonly alert: string;
  readonly summary: string;
  readonly condition: string;
  readonly value: string;
  readonly firedAtMs: number;
  readonly noticedBy: readonly { readonly who: string; readonly text: string; readonly atMs: number }[];
  readonly service: string;
  readonly owner: string;
  readonly dependencies: readonly string[];
  readonly runbook: string;
}

/** The article's ritual; each step fills itself from the journal. */
export interface Ritual {
  readonly declared: boolean;
  readonly resisted: boolean;
  readonly gathered: boolean;
  readonly written: boolean;
  readonly validated: boolean;
}

export interface LockedHypothesis {
  readonly seq: number;
  readonly version: number;
  readonly author: string;
  readonly incidentMs: number;
  readonly complete: boolean;
  readonly hypothesis: Hypothesis;
}

export interface PredictionCheck {
  readonly seq: number;
  readonly predictionId: string;
  readonly author: string;
  /** What came out in the drill's own world. */
  readonly found: string;
  readonly foundReading: string;
  /** What the trainee says of it, once said. */
  readonly verdict?: 'held' | 'failed';
}

export interface ActionTaken {
  readonly seq: number;
  readonly author: string;
  readonly incidentMs: number;
  readonly action: Action;
  /** Entries of the change feed that it leaves carry this; see `operationId`. */
  readonly operation: string;
}

/** Points that a hint of each level costs. */
export const hintCost = { 1: 3, 2: 6, 3: 12 } as const;
export type HintLevel = keyof typeof hintCost;

export interface HintTaken {
  readonly seq: number;
  readonly author: string;
  readonly level: HintLevel;
  readonly text: string;
}

/** `number`: which hint is asked for, from 1: two who ask at once get one. */
export const hintRequestSchema = z.object({ number: z.number().int().min(1).max(20) });

export interface WorldProgress {
  /** Telemetry is complete from here ... */
  readonly fromMs: number;
  /** ... to here. The incident clock never runs past it. */
  readonly toMs: number;
  readonly ready: boolean;
  /** 0-1 */
  readonly share: number;
  /** What is being worked on, in words. */
  readonly doing: string;
}

export interface DrillView {
  readonly id: string;
  readonly eventId: string;
  readonly title: string;
  readonly teamName: string;
  readonly joinCode: string;
  readonly mode: Mode;
  /** Whether the time boxes are scored. */
  readonly timeBoxes: boolean;
  readonly phase: Phase;
  /** Sequence of the newest journal entry. */
  readonly seq: number;
  readonly clock: ClockSegment;
  /** Wall time of the server when this view was made, epoch ms. */
  readonly serverMs: number;
  readonly historyFromMs: number;
  readonly endsAtMs: number;
  readonly members: readonly Member[];
  readonly world: WorldProgress;
  readonly page: Page | null;
  readonly ritual: Ritual;
  readonly box: {
    readonly name: 'Establish' | 'Hypothesise' | 'Scope' | 'Code' | 'Confirm';
    readonly usedMs: number;
    readonly limitMs: number;
  };
  readonly pins: readonly Pin[];
  readonly timeline: readonly TimelineEntry[];
  readonly draft: Hypothesis;
  readonly missing: readonly Missing[];
  readonly locked: readonly LockedHypothesis[];
  readonly checks: readonly PredictionCheck[];
  readonly doorOpen: boolean;
  /** Seats that have said that they go in before a complete hypothesis is locked (open mode). */
  readonly earlyEntrants: readonly string[];
  readonly contradiction: { readonly seq: number; readonly found: boolean; readonly note: string } | null;
  readonly submissions: readonly { readonly seq: number; readonly author: string; readonly incidentMs: number }[];
  readonly submissionsLeft: number;
  readonly actions: readonly ActionTaken[];
  readonly recovery: { readonly seq: number; readonly incidentMs: number; readonly note: string } | null;
  readonly skipVotes: readonly string[];
  readonly hints: readonly HintTaken[];
  /** Of the hint that would come next; null when there is none left. */
  readonly nextHint: HintLevel | null;
}

export const checkPredictionSchema = z.object({ predictionId: z.string().min(1).max(64) });
export const verdictSchema = z.object({ predictionId: z.string().min(1).max(64), verdict: z.enum(['held', 'failed']) });
export const contradictionSchema = z.object({ found: z.boolean(), note: z.string().max(2000).default('') });
export const feltSchema = z.object({ text: z.string().trim().min(1, 'write something first').max(2000) });
export const recoverySchema = z.object({ note: z.string().max(2000).default('') });

/** What a trainee opened in a pane that is not itself a query (traces, changes). */
export const viewedSchema = z.object({ what: z.enum(['changes', 'infrastructure', 'page']) });

export interface CodeEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

export interface CodeFile {
  readonly path: string;
  readonly commit: string;
  readonly text: string;
}

export interface CodeMatch {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface CommitSummary {
  readonly sha: string;
  readonly author: string;
  readonly timeMs: number;
  readonly subject: string;
  readonly files: readonly string[];
}

export interface CommitDetail extends CommitSummary {
  readonly body: string;
  /** Unified diff. */
  readonly diff: string;
}

export interface DeployedVersion {
  readonly service: string;
  readonly pod: string;
  readonly version: string;
  readonly commit: string;
}

export interface ScoreLine {
  /** 'H': what hints cost; its `max` is 0 and its `got` negative. */
  readonly dim: 'D1' | 'D2' | 'D3' | 'D4' | 'D5' | 'D6' | 'D7' | 'H';
  readonly rule: string;
  readonly max: number;
  readonly got: number;
  readonly why: string;
  /** Journal entries that it rests on. */
  readonly because: readonly number[];
  /** The one change of the run that would have gained most here, in words. */
  readonly missed?: string;
}

/** What a run must have, whatever its points, to pass. */
export interface Gate {
  readonly id: 'ready-before-code' | 'contradiction-check' | 'few-attempts' | 'not-harmful' | 'unaided';
  readonly met: boolean;
  readonly why: string;
  readonly because: readonly number[];
}

export interface NarrowingStep {
  readonly seq: number;
  readonly workMs: number;
  readonly incidentMs: number;
  readonly what: 'query' | 'pin';
  readonly text: string;
  /** Rival explanations that the pins so far have not ruled out. */
  readonly left: number;
  /** Whether what it showed could rule out something new, only what was ruled out already, or nothing. */
  readonly tag: 'splitting' | 'redundant' | 'irrelevant';
}

/** Ways in which thinking goes wrong, found by rule. */
export interface Detector {
  readonly id: 'anchoring' | 'premature-closure' | 'stall' | 'no-update';
  readonly found: boolean;
  readonly why: string;
  readonly because: readonly number[];
}

/** The method's five pitfalls; docs/pitfalls.md has the rules. */
export interface Pitfall {
  readonly id: 'weird-log-entry' | 'downstream-log' | 'metric-lag' | 'code-first' | 'undocumented-hypothesis';
  /** `open`: the run gave no occasion to tell. */
  readonly state: 'met' | 'avoided' | 'open';
  readonly why: string;
  readonly because: readonly number[];
}

/** When the true component was met, looked into, named, let go, and named again; null: it never was. */
export interface Mark {
  readonly id: 'encounter' | 'investigate' | 'assert' | 'exonerate' | 'recover';
  readonly seq: number | null;
  readonly workMs: number | null;
}

/** A trace of the true world in which nobody acted, and what to say while walking through it. */
export interface TraceWalk {
  /** Why this one. */
  readonly why: string;
  readonly trace: Trace;
  /** One that begins in the same way where nothing is wrong; null when there is none. */
  readonly healthy: Trace | null;
  /** In the order of time. */
  readonly steps: readonly { readonly spanId: string; readonly text: string }[];
}

/** One slot of the last answer. */
export interface SlotVerdict {
  readonly slot: 'symptom' | 'component' | 'resource' | 'mechanism' | 'trigger' | 'blastRadius' | 'recovery';
  readonly said: string | null;
  /** 0-1 */
  readonly credit: number;
}

/** What shows something else where another explanation is true: as the team pinned it, saw it, or could have. */
export interface TellingApart {
  readonly from: 'pinned' | 'seen' | 'unseen';
  /** What it is, what it was, and what it would have been. */
  readonly text: string;
  /** What to ask to see it; '' where that stands in the text. */
  readonly query: string;
}

/** While what the debrief is made of is still being computed; sent with status 202. */
export interface DebriefPending {
  readonly pending: true;
  /** In words: what is awaited. */
  readonly doing: string;
  /** 0-1 */
  readonly share: number;
}

export interface Debrief {
  readonly title: string;
  readonly rubricVersion: string;
  /** All that it can be scored by, the newest first. */
  readonly rubricVersions: readonly string[];
  /** Whether the time boxes are scored; without them the rest is worth 100. */
  readonly timeBoxes: boolean;
  readonly total: number;
  readonly max: number;
  readonly lines: readonly ScoreLine[];
  readonly gates: readonly Gate[];
  readonly passed: boolean;
  /** Would have passed but for a hint that nearly gave the answer. */
  readonly assisted: boolean;
  readonly slots: readonly SlotVerdict[];
  readonly narrowing: { readonly rivals: number; readonly steps: readonly NarrowingStep[] };
  readonly detectors: readonly Detector[];
  readonly pitfalls: readonly Pitfall[];
  readonly marks: readonly Mark[];
  /** Other explanations, and which of the team's right pins speak against each. */
  readonly rivals: readonly {
    readonly title: string;
    readonly component: string;
    readonly mechanism: string;
    readonly summary: string;
    readonly ruledOutBy: readonly string[];
    readonly toldApartBy: readonly TellingApart[];
  }[];
  /** What would have shown it sooner. */
  readonly emit: readonly string[];
  /** How it felt, in people's own words. */
  readonly felt: readonly { readonly seq: number; readonly author: string; readonly text: string }[];
  /** How the scenario's author solves it; empty where nobody wrote that down. */
  readonly solution: readonly { readonly workMs: number; readonly lane: string; readonly text: string }[];
  /** The one thing to do otherwise next time. */
  readonly habit: { readonly text: string; readonly gain: number | null; readonly because: readonly number[] };
  /** The true story, in order. */
  readonly truth: {
    readonly summary: string;
    readonly onsetMs: number;
    readonly component: string;
    readonly mechanism: string;
    readonly story: readonly { readonly atMs: number; readonly text: string }[];
    readonly lesson: string;
  };
  readonly commit: CommitDetail | null;
  /** Null where no trace shows it. */
  readonly walk: TraceWalk | null;
  /** What the team did, in order. */
  readonly deeds: readonly {
    readonly seq: number;
    readonly author: string;
    readonly incidentMs: number;
    readonly workMs: number;
    readonly lane: 'page' | 'metrics' | 'logs' | 'traces' | 'changes' | 'hypothesis' | 'code' | 'action' | 'answer';
    readonly text: string;
    /** Further entries that it stands for: panels that came into view together are told once. */
    readonly covers: readonly number[];
    /** Whether something was on the screen that the replay can show again. */
    readonly looked: boolean;
  }[];
  readonly pins: readonly {
    readonly pinId: string;
    readonly reading: Reading;
    readonly outcome: string;
    readonly verdict: 'right' | 'wrong' | 'unclear';
    readonly why: string;
  }[];
  /** Of locked hypotheses, ready or not, in the order in which they were first made. */
  readonly predictions: readonly {
    /** The last lock that makes it. */
    readonly seq: number;
    readonly text: string;
    readonly outcome: Reading;
    /** What the incident showed over its whole course: a reading, or 'unclear'. */
    readonly came: string;
    readonly verdict: 'held' | 'failed' | 'unclear';
    /** Whether the hypothesis itself would show it; null where it names no cause that was run. */
    readonly follows: boolean | null;
    /** 0-1: the share of the other explanations that would not show it; null as above. */
    readonly sharpness: number | null;
    /** What the team's own check came to, and what it said of it; null: it was not checked. */
    readonly check: { readonly seq: number; readonly found: string; readonly said: 'held' | 'failed' | null } | null;
  }[];
  /** What each action changed, against the same world without it. */
  readonly actions: readonly {
    readonly seq: number;
    readonly text: string;
    readonly verdict: 'fits' | 'nothing' | 'harmful';
    readonly why: string;
  }[];
  /** Edge p95 and error percentage a minute over the incident, in the team's own world. */
  readonly course: readonly { readonly atMs: number; readonly p95Ms: number; readonly errorPercent: number }[];
}

export interface PastDrill {
  readonly drillId: string;
  readonly title: string;
  readonly teamName: string;
  readonly startedMs: number;
  readonly phase: Phase;
  /** Null until its debrief was worked out, and where the asker may not see it. */
  readonly total: number | null;
  /** What the total was scored by; null where there is none. */
  readonly rubricVersion: string | null;
  /** Its team sees how others did. */
  readonly compared: boolean;
}

/** How a team did, without what it did. */
export interface TeamResult {
  readonly teamName: string;
  /** The asker's own. */
  readonly own: boolean;
  readonly rubricVersion: string;
  readonly timeBoxes: boolean;
  readonly total: number;
  readonly passed: boolean;
  readonly dimensions: readonly { readonly dim: ScoreLine['dim']; readonly got: number; readonly max: number }[];
  /** When its first hypothesis was locked, work clock; null: it never was. */
  readonly lockedMs: number | null;
  /** Explanations beside the true one that were left in the end, of `rivals`. */
  readonly left: number;
  readonly rivals: number;
}

/** Teams that had the same incident, once a host opens that. */
export interface Comparison {
  readonly open: boolean;
  readonly teams: readonly TeamResult[];
  /** Teams that have ended, and whose debrief is still being worked out. */
  readonly pending: number;
  /** Teams whose journal this server cannot read. */
  readonly unreadable: number;
}

export const atSchema = z.object({ atMs: ms });
