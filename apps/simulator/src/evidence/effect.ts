/** What an action changed: the page's own rule and the edge's record in the world with it, against the one without. */
import { type Action, isKeyAmong } from '@firedrill/protocol';
import type { EdgeMinute, TelemetryRequest, TelemetryResult } from '../telemetry/query.ts';
import { evaluationIntervalMs } from '../world/run/alert.ts';
import type { Examined, Window } from './examine.ts';

/** Of one world, over the time that is looked at. */
export interface Suffering {
  /** How long the rule of the page held, ms. */
  readonly firingMs: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** Requests that were to change something, and did not. */
  readonly failedWrites: number;
}

export interface Effect {
  readonly verdict: 'fits' | 'nothing' | 'harmful';
  readonly acted: Suffering;
  readonly untouched: Suffering;
  /** Carts, sessions and the like that nobody can make again. */
  readonly lostKeys: number;
}

/** Keys that are neither locks nor copies of what is elsewhere. */
const preciousKeys = ['cart:*', 'promotions', 'session:*'];

/** Less than this may be luck: whatever shares a processor with the action differs a little. */
const clearMs = 2 * evaluationIntervalMs;
const clearShareOfRequests = 0.001;
const clearWrites = 10;
const clearlyLess = 0.5;
const clearlyMore = 1.5;
/** All telemetry of a window has arrived this long after its end. */
const arrivedMs = 45_000;

async function sufferingIn(world: Examined, expr: string, window: Window): Promise<Suffering> {
  const asOfMs = window.toMs + arrivedMs;
  const ask = <R extends TelemetryRequest>(request: R): Promise<TelemetryResult<R>> => world.query(request, asOfMs);
  const [held, minutes] = await Promise.all([
    ask({ kind: 'metric-range', expr, ...window, stepMs: evaluationIntervalMs }),
    ask({ kind: 'edge-minutes', ...window }),
  ]);
  const instants = new Set(held.series.flatMap(({ timesMs }) => timesMs));
  const sum = (of: (minute: EdgeMinute) => number): number => minutes.reduce((total, minute) => total + of(minute), 0);
  return {
    firingMs: instants.size * evaluationIntervalMs,
    requests: sum(({ requests }) => requests),
    failedRequests: sum(({ failed }) => failed),
    failedWrites: sum(({ failedWrites }) => failedWrites),
  };
}

/** What the entry of a deletion says that there was. */
async function lostKeysIn(world: Examined, action: Action, operation: string, window: Window): Promise<number> {
  if (action.verb !== 'delete-key' || !isKeyAmong(action.key, preciousKeys)) return 0;
  const changes = await world.query({ kind: 'changes', ...window }, window.toMs);
  const entry = changes.find(({ details }) => details.operation === operation);
  return Number(entry?.details.removed ?? 0);
}

export function verdictOf(acted: Suffering, untouched: Suffering, lostKeys: number): Effect['verdict'] {
  const more = (a: number, b: number, clear: number): boolean => a > clearlyMore * b + clear;
  const fires = more(acted.firingMs, untouched.firingMs, clearMs);
  const helps = untouched.firingMs >= clearMs && acted.firingMs <= clearlyLess * untouched.firingMs;
  const failures = more(acted.failedRequests, untouched.failedRequests, clearShareOfRequests * acted.requests);
  const writes = more(acted.failedWrites, untouched.failedWrites, clearWrites);
  // Answers that people had to do without are the price of an action that works; what they wrote and lost is not.
  if (fires || writes || lostKeys > 0 || (failures && !helps)) return 'harmful';
  return helps ? 'fits' : 'nothing';
}

export interface Question {
  readonly action: Action;
  /** See `operationId`. */
  readonly operation: string;
  /** The page's rule. */
  readonly expr: string;
  /** From the action on. */
  readonly window: Window;
}

/** `untouched` is the same world without the action, but with all that was done before it. */
export async function effectOf(acted: Examined, untouched: Examined, question: Question): Promise<Effect> {
  const { action, operation, expr, window } = question;
  const [here, there, lostKeys] = await Promise.all([
    sufferingIn(acted, expr, window),
    sufferingIn(untouched, expr, window),
    lostKeysIn(acted, action, operation, window),
  ]);
  return { verdict: verdictOf(here, there, lostKeys), acted: here, untouched: there, lostKeys };
}
