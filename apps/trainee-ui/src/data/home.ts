import type {
  CatalogEntry,
  CreateEvent,
  JoinRequest,
  PastDrill,
  QuickCause,
  QuickDrillRequest,
  QuickMaking,
  Seat,
} from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { ApiError, api } from './api.ts';
import { hostToken, saveSeat } from './seat.ts';

export const useCatalog = () =>
  useQuery({ queryKey: ['catalog'], queryFn: ({ signal }) => api.get<CatalogEntry[]>('/api/catalog', { signal }) });

/** A host sees how they ended. */
export const usePastDrills = () =>
  useQuery({
    queryKey: ['drills'],
    queryFn: ({ signal }) =>
      api.get<PastDrill[]>(hostToken() === null ? '/api/drills' : '/api/host/events', { signal }),
  });

/** Hosts only: whether teams that had this incident see how the others did. */
export const setCompared = (drillId: string, open: boolean): Promise<unknown> =>
  api.put(`/api/host/comparisons/${encodeURIComponent(drillId)}`, { open });

/** Opens a drill with a lobby; the asker hosts it. */
export async function createDrill(request: CreateEvent): Promise<Seat> {
  const seat = await api.post<Seat>('/api/events', request);
  saveSeat(seat);
  return seat;
}

export async function joinDrill(request: JoinRequest): Promise<Seat> {
  const seat = await api.post<Seat>('/api/join', request);
  saveSeat(seat);
  return seat;
}

/** For hosts only. */
export const useQuickCauses = () =>
  useQuery({ queryKey: ['causes'], queryFn: ({ signal }) => api.get<QuickCause[]>('/api/host/causes', { signal }) });

const askAgainMs = 800;

/** Resolves when the drill is there, with this browser's seat in it. Throws `ApiError`, with its field where there is one. */
export async function makeQuickDrill(
  request: QuickDrillRequest,
  onProgress: (making: QuickMaking) => void,
): Promise<{ readonly seat: Seat; readonly joinCode: string }> {
  let making = await api.post<QuickMaking>('/api/host/quick-drills', request);
  while (making.state === 'making') {
    onProgress(making);
    await new Promise((wake) => setTimeout(wake, askAgainMs));
    making = await api.get<QuickMaking>(`/api/host/quick-drills/${encodeURIComponent(making.id)}`);
  }
  const { seat, joinCode, refusal } = making;
  if (seat === null || joinCode === null) {
    const field = refusal?.field ?? undefined;
    throw new ApiError(
      'bad_request',
      refusal?.message ?? 'It could not be made.',
      400,
      field === undefined ? {} : { field },
    );
  }
  saveSeat(seat);
  return { seat, joinCode };
}
