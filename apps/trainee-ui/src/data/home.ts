import type {
  CatalogEntry,
  CreateEvent,
  JoinRequest,
  PastDrill,
  QuickCause,
  QuickDrillRequest,
  Seat,
} from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { saveSeat } from './seat.ts';

export const useCatalog = () =>
  useQuery({ queryKey: ['catalog'], queryFn: ({ signal }) => api.get<CatalogEntry[]>('/api/catalog', { signal }) });

export const usePastDrills = () =>
  useQuery({ queryKey: ['drills'], queryFn: ({ signal }) => api.get<PastDrill[]>('/api/drills', { signal }) });

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

export async function createQuickDrill(request: QuickDrillRequest): Promise<Seat> {
  const seat = await api.post<Seat>('/api/host/quick-drills', request);
  saveSeat(seat);
  return seat;
}
