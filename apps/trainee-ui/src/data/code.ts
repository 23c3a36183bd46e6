import {
  type CodeEntry,
  type CodeFile,
  type CodeMatch,
  type CommitDetail,
  type CommitSummary,
  type DeployedVersion,
  drillPath,
} from '@firedrill/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { useDrill } from './drill.tsx';

/** What the repository shows can change when a commit is merged or reverted, so it is asked anew now and then. */
const staleTime = 60_000;

function useCode<T>(what: string, params: Readonly<Record<string, string>> = {}, enabled = true) {
  const { id } = useDrill();
  const search = new URLSearchParams(params).toString();
  const path = drillPath(id, `/code/${what}${search === '' ? '' : `?${search}`}`);
  return useQuery({
    queryKey: ['code', id, what, search],
    queryFn: ({ signal }) => api.get<T>(path, { signal }),
    staleTime,
    enabled,
    placeholderData: keepPreviousData,
  });
}

export const useTree = () => useCode<CodeEntry[]>('tree');

export const useFile = (path: string, commit: string | null) =>
  useCode<CodeFile>('file', { path, ...(commit === null ? {} : { commit }) });

export const useSearch = (text: string) => useCode<CodeMatch[]>('search', { q: text }, text.length >= 2);

export const useLog = (path: string | null) => useCode<CommitSummary[]>('log', path === null ? {} : { path });

export const useCommit = (sha: string) => useCode<CommitDetail>(`commits/${encodeURIComponent(sha)}`);

export const useDeployed = () => useCode<DeployedVersion[]>('deployed');
