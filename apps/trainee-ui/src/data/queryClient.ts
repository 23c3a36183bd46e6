import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors.ts';

/** A refusal will not change by asking again; a lost connection may. */
const retry = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof ApiError && (error.code === 'offline' || error.code === 'not_ready');

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { retry, staleTime: 5_000, refetchOnWindowFocus: false }, mutations: { retry: false } },
  });
