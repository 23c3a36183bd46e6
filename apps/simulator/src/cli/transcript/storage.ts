/** Storage of a stage: nothing outlives it, so nothing is written to disk. */
import type { Storage, StoredDrill, StoredSeat, StoredTotal } from '../../storage/index.ts';

export function storageInMemory(): Storage {
  const drills = new Map<string, StoredDrill>();
  const seats = new Map<string, StoredSeat>();
  const journals = new Map<string, unknown[]>();
  const compared = new Set<string>();
  const totals = new Map<string, StoredTotal>();
  const nameOf = (scenarioId: string, seed: number): string => `${scenarioId} ${seed}`;
  return {
    createDrill: async (drill) => {
      drills.set(drill.id, drill);
    },
    addSeat: async (seat) => {
      seats.set(seat.tokenHash, seat);
    },
    drill: async (id) => drills.get(id) ?? null,
    drillByCode: async (joinCode) => [...drills.values()].find((drill) => drill.joinCode === joinCode) ?? null,
    drills: async () => [...drills.values()].reverse(),
    seatByToken: async (tokenHash) => seats.get(tokenHash) ?? null,
    journal: async (drillId) => journals.get(drillId) ?? [],
    append: async (drillId, entries) => {
      journals.set(drillId, [...(journals.get(drillId) ?? []), ...entries]);
    },
    setCompared: async (scenarioId, seed, isCompared) => {
      if (isCompared) compared.add(nameOf(scenarioId, seed));
      else compared.delete(nameOf(scenarioId, seed));
    },
    isCompared: async (scenarioId, seed) => compared.has(nameOf(scenarioId, seed)),
    keepTotal: async (drillId, total) => {
      totals.set(drillId, total);
    },
    totals: async () => totals,
    lastAliveMs: async () => null,
    alive: async () => {},
    close: async () => {},
  };
}
