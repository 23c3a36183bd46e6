import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useLog } from '../../data/code.ts';
import { formatDateTime } from '../../model/format.ts';
import { authorName } from './author.ts';
import { useCodePlace } from './place.ts';

export function HistoryList(): ReactNode {
  const { place, to, go } = useCodePlace();
  const log = useLog(place.historyOf);
  return (
    <>
      {place.historyOf === null ? null : (
        <div className="fd-row fd-code-hint">
          <span className="fd-grow fd-truncate" title={place.historyOf}>
            of {place.historyOf}
          </span>
          <Button variant="subtle" size="compact-xs" onClick={() => go({ historyOf: null })}>
            all
          </Button>
        </div>
      )}
      {log.isPending ? <Waiting label="Loading the history" /> : null}
      {log.isError ? (
        <Failure title="The history could not be loaded." error={log.error} onRetry={() => void log.refetch()} />
      ) : null}
      <ol className="fd-plain fd-history" aria-label="Commits, newest first">
        {(log.data ?? []).map((commit) => (
          <li key={commit.sha}>
            <Link
              to={to({ commit: commit.sha, file: null, line: null })}
              aria-current={place.file === null && place.commit === commit.sha ? 'page' : undefined}
            >
              <span>{commit.subject}</span>
              <span className="fd-dim">
                <code>{commit.sha.slice(0, 7)}</code> {authorName(commit.author)}, {formatDateTime(commit.timeMs)}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </>
  );
}
