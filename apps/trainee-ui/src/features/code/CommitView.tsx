import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DiffView } from '../../components/DiffView.tsx';
import { Failure } from '../../components/Failure.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useCommit } from '../../data/code.ts';
import { formatDateTime } from '../../model/format.ts';
import { useCodePlace } from './place.ts';

export function CommitView(props: { readonly sha: string }): ReactNode {
  const commit = useCommit(props.sha);
  const { to } = useCodePlace();
  if (commit.isPending) return <Waiting label="Loading the commit" />;
  if (commit.isError)
    return (
      <Failure title="This commit could not be opened." error={commit.error} onRetry={() => void commit.refetch()} />
    );
  const { data } = commit;
  return (
    <article className="fd-commit">
      <h2>{data.subject}</h2>
      <p className="fd-dim">
        <code>{data.sha.slice(0, 12)}</code> {data.author}, {formatDateTime(data.timeMs)}
      </p>
      {data.body.trim() === '' ? null : <p className="fd-commit-body">{data.body.trim()}</p>}
      <DiffView
        diff={data.diff}
        fileLink={(path) => (
          <Link to={to({ file: path, commit: data.sha, line: null })} title="The file at this commit">
            {path}
          </Link>
        )}
      />
    </article>
  );
}
