/** The key of a drill: from its scenario, its book of signals and the worlds. */
import { componentOf, type Ground, slotsGrounded } from '../../evidence/index.ts';
import type { Entry } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { creditOf, slotWeights } from '../answer/credit.ts';
import { nearMechanisms, sameWorldFrom } from '../answer/near.ts';
import { leastSharpness, pairOf, type RubricKey, truth as trueWorld } from '../rubric/index.ts';
import type { Book } from './book.ts';
import type { Findings } from './findings.ts';
import type { DrillSignal } from './signals.ts';
import { slotValues } from './slots.ts';

/** All that is a symptom goes by this name where a recovery is verified. */
export const symptomSignal = 'symptom';
/** However few signals an author names, this many may be looked at. */
const leastPar = 6;

/** The page's rule held for the last time; null when it still did at the end. */
export function recoveredMs(firingMs: readonly number[], endMs: number): number | null {
  const last = firingMs.at(-1);
  if (last === undefined) return 0;
  return last + 60_000 > endMs ? null : last;
}

export function groundOf({ truth, nothingWrong }: Scenario, recovered: number | null): Ground {
  const { component, resource, mechanism, guiltyEdge } = truth;
  const edge = [componentOf(guiltyEdge[0]), componentOf(guiltyEdge[1])] as const;
  return { component, resource, mechanism, edge, recoveredMs: recovered, nothingWrong };
}

/** The component must be the one; a mechanism may be a near one that no rival has. */
function worldsByPair({ truth, rivals }: Scenario): Record<string, string> {
  const pairs: Record<string, string> = {};
  const near = { ...nearMechanisms[truth.mechanism], ...truth.accept.mechanism };
  for (const [mechanism, credit] of Object.entries(near))
    if (credit >= sameWorldFrom) pairs[pairOf(truth.component, mechanism)] = trueWorld;
  for (const { component, mechanism, id } of [...rivals].reverse()) pairs[pairOf(component, mechanism)] = id;
  pairs[pairOf(truth.component, truth.mechanism)] = trueWorld;
  return pairs;
}

function splits({ outcomes }: DrillSignal, rivals: readonly string[]): boolean {
  const own = outcomes[trueWorld] ?? 'unclear';
  if (own === 'unclear' || rivals.length === 0) return false;
  const apart = rivals.filter((id) => ![own, 'unclear', undefined].includes(outcomes[id]));
  return apart.length / rivals.length >= leastSharpness;
}

export function keyOf(journal: readonly Entry[], scenario: Scenario, findings: Findings, book: Book): RubricKey {
  const endMs = journal.at(-1)?.incidentMs ?? 0;
  const recovered = recoveredMs(findings.firingMs, endMs);
  const ground = groundOf(scenario, recovered);
  const rivals = scenario.rivals.map(({ id }) => id);
  const all = book.signals.all();
  const values = slotValues(journal);
  const { changes, routes, symptomOnsetMs } = findings;
  const truths = { scenario, changes, routes, symptomOnsetMs };
  const grounded = all.map((signal) => ({
    id: signal.id,
    slots: signal.wordings.flatMap((about) =>
      slotsGrounded({ about, toMs: signal.toMs, isTrigger: signal.telling && about.change !== null }, ground),
    ),
  }));
  const at = (end: string): string[] =>
    all.flatMap(({ id, wordings }) => (wordings.some(({ measuredAt }) => measuredAt.includes(end)) ? [id] : []));
  return {
    worlds: [trueWorld, ...rivals],
    signals: Object.fromEntries(
      [...all, ...book.offered].map((signal) => [
        signal.id,
        {
          modality: signal.about.modality,
          outcomes: signal.outcomes,
          splits: splits(signal, rivals),
          telling: signal.telling,
          title: signal.title,
        },
      ]),
    ),
    slots: Object.fromEntries(
      Object.entries(slotWeights).map(([slot, weight]) => [
        slot,
        {
          weight,
          backedBy: grounded.flatMap(({ id, slots }) => (slots.includes(slot) ? [id] : [])),
          credit: Object.fromEntries(
            [...(values.get(slot) ?? [])].map((value) => [value, creditOf(slot, value, truths)]),
          ),
        },
      ]),
    ),
    worldOf: worldsByPair(scenario),
    edge: [at(ground.edge[0]), at(ground.edge[1])],
    onset: scenario.truth.onsetMs / 1000,
    par: Math.max(leastPar, scenario.signals.filter(({ decoy }) => !decoy).length),
    readiness: scenario.readiness,
    symptoms: [symptomSignal],
    recovered: scenario.nothingWrong || recovered !== null,
    nothingWrong: scenario.nothingWrong,
  };
}
