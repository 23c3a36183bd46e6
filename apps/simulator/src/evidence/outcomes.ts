/** The key of a scenario: what each of its signals shows in its own world and in each rival's. */
import type { Signal } from '../scenario/index.ts';
import type { Outcome } from './classify.ts';
import { type Examined, examine } from './examine.ts';
import { narrowing, type OutcomesByWorld } from './narrowing.ts';

export interface Compared {
  readonly truth: Examined;
  readonly healthy: Examined;
  /** By the rival's id. */
  readonly rivals: Readonly<Record<string, Examined>>;
}

export interface OutcomeRow {
  readonly signal: string;
  readonly modality: Signal['modality'];
  readonly decoy: boolean;
  readonly outcomes: OutcomesByWorld;
  /** Of this signal alone. */
  readonly narrowing: number;
}

export interface OutcomeTable {
  /** 'true', then rivals. */
  readonly worlds: readonly string[];
  readonly rows: readonly OutcomeRow[];
  /** Of all signals together. */
  readonly together: number;
}

/** Telemetry of a window has arrived this long after its end. */
const arrivedMs = 45_000;

/** A change of this kind on this service, in the window or not. */
async function changeSeen(world: Examined, signal: Extract<Signal, { modality: 'event' }>): Promise<Outcome> {
  const changes = await world.query({ kind: 'changes', ...signal.window }, signal.window.toMs + arrivedMs);
  const seen = changes.some(({ kind, service }) => kind === signal.kind && service === signal.service);
  return seen ? 'higher' : 'same';
}

const shown = (world: Examined, healthy: Examined, signal: Signal): Promise<Outcome> =>
  signal.modality === 'event'
    ? changeSeen(world, signal)
    : examine(world, healthy, signal.query, signal.window, signal.window.toMs + arrivedMs);

/** What each signal shows in a world, by its id. Rejects with the query's own error when one cannot be evaluated. */
export async function outcomesIn(
  world: Examined,
  healthy: Examined,
  signals: readonly Signal[],
): Promise<Readonly<Record<string, Outcome>>> {
  const found: Record<string, Outcome> = {};
  for (const signal of signals) found[signal.id] = await shown(world, healthy, signal);
  return found;
}

/** `byWorld` is what `outcomesIn` gives, the true world first. */
export function tableOf(
  signals: readonly Pick<Signal, 'id' | 'modality' | 'decoy'>[],
  byWorld: Readonly<Record<string, Readonly<Record<string, Outcome>>>>,
): OutcomeTable {
  const worlds = Object.keys(byWorld);
  const rows = signals.map(({ id, modality, decoy }) => {
    const outcomes = Object.fromEntries(worlds.map((world) => [world, byWorld[world]?.[id] ?? 'unclear'] as const));
    return { signal: id, modality, decoy, outcomes, narrowing: narrowing([outcomes], worlds) };
  });
  const together = narrowing(
    rows.map(({ outcomes }) => outcomes),
    worlds,
  );
  return { worlds, rows, together };
}

/** Rejects with the query's own error when a signal cannot be evaluated. */
export async function outcomesOf(compared: Compared, signals: readonly Signal[]): Promise<OutcomeTable> {
  const { truth, healthy, rivals } = compared;
  const worlds = Object.entries({ true: truth, ...rivals });
  const found = await Promise.all(
    worlds.map(async ([name, world]) => [name, await outcomesIn(world, healthy, signals)] as const),
  );
  return tableOf(signals, Object.fromEntries(found));
}
