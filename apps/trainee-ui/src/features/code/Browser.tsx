import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { Notice } from '../../components/Notice.tsx';
import { CommitView } from './CommitView.tsx';
import { Deployed } from './Deployed.tsx';
import { FileTree } from './FileTree.tsx';
import { FileView } from './FileView.tsx';
import { HistoryList } from './HistoryList.tsx';
import { useCodePlace } from './place.ts';
import { SearchList } from './SearchList.tsx';

export function Browser(): ReactNode {
  const { place, go } = useCodePlace();
  return (
    <div className="fd-code">
      <div className="fd-code-side">
        <SegmentedControl
          aria-label="What to list"
          fullWidth
          value={place.list}
          onChange={(list) => go({ list: list === 'search' || list === 'history' ? list : 'files' })}
          data={[
            { value: 'files', label: 'Files' },
            { value: 'search', label: 'Search' },
            { value: 'history', label: 'History' },
          ]}
        />
        {place.list === 'files' ? <FileTree /> : place.list === 'search' ? <SearchList /> : <HistoryList />}
        <Deployed />
      </div>
      <div className="fd-code-main">
        {place.file !== null ? (
          <FileView path={place.file} commit={place.commit} line={place.line} />
        ) : place.commit !== null ? (
          <CommitView sha={place.commit} />
        ) : (
          <Notice title="Look for one thing">
            Your hypothesis says what should be here. Open a file, search for it, or look at what changed in the
            history.
          </Notice>
        )}
      </div>
    </div>
  );
}
