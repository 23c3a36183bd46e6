import type { CatalogEntry, CreateEvent, JoinRequest, PastDrill, Seat } from '@firedrill/protocol';
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
