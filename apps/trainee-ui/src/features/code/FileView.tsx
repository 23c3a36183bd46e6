import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useFile } from '../../data/code.ts';
import { CodeView } from './CodeView.tsx';
import { useCodePlace } from './place.ts';

export function FileView(props: {
  readonly path: string;
  readonly commit: string | null;
  readonly line: number | null;
}): ReactNode {
  const file = useFile(props.path, props.commit);
  const { to, go } = useCodePlace();
  if (file.isPending) return <Waiting label="Opening the file" lines={6} />;
  if (file.isError)
    return <Failure title="This file could not be opened." error={file.error} onRetry={() => void file.refetch()} />;
  return (
    <>
      <div className="fd-code-head">
        <h2 className="fd-mono fd-truncate">{file.data.path}</h2>
        <span className="fd-dim">
          {props.commit === null ? 'newest, at ' : 'at '}
          <Link to={to({ file: null, line: null, commit: file.data.commit })}>{file.data.commit.slice(0, 7)}</Link>
        </span>
        <span className="fd-grow" />
        {props.commit === null ? null : (
          <Button variant="subtle" size="compact-xs" onClick={() => go({ commit: null })}>
            newest
          </Button>
        )}
        <Button variant="subtle" size="compact-xs" onClick={() => go({ list: 'history', historyOf: file.data.path })}>
          history
        </Button>
      </div>
      <CodeView path={file.data.path} text={file.data.text} line={props.line} />
    </>
  );
}
