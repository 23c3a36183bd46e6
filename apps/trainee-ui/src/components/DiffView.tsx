import { SegmentedControl } from '@mantine/core';
import { Fragment, type ReactNode, useMemo, useState } from 'react';
import { type DiffFile, type DiffHunk, type DiffLine, parseDiff, splitRows } from '../model/diff.ts';
import './diff.css';

const marks = { context: ' ', added: '+', removed: '-' } as const;

/** A unified diff, in one column or two. */
export function DiffView(props: { readonly diff: string; readonly fileLink?: (path: string) => ReactNode }): ReactNode {
  const files = useMemo(() => parseDiff(props.diff), [props.diff]);
  const [layout, setLayout] = useState('unified');
  const split = layout === 'split';
  return (
    <div className="fd-diff">
      <div className="fd-row">
        <span className="fd-dim">{files.length === 1 ? '1 file' : `${files.length} files`}</span>
        <span className="fd-grow" />
        <SegmentedControl
          aria-label="Layout of the diff"
          value={layout}
          onChange={setLayout}
          data={[
            { value: 'unified', label: 'Unified' },
            { value: 'split', label: 'Split' },
          ]}
        />
      </div>
      {files.map((file) => (
        <FileDiff key={file.path} file={file} split={split} fileLink={props.fileLink} />
      ))}
    </div>
  );
}

function FileDiff(props: {
  readonly file: DiffFile;
  readonly split: boolean;
  readonly fileLink: ((path: string) => ReactNode) | undefined;
}): ReactNode {
  const { file, split, fileLink } = props;
  return (
    <section className="fd-diff-file" aria-label={`Changes in ${file.path}`}>
      <div className="fd-diff-head">
        {fileLink && file.change !== 'deleted' ? fileLink(file.path) : file.path}
        <span className="fd-dim">
          {file.change === 'changed' ? '' : `${file.change}, `}+{file.addedCount} -{file.removedCount}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="fd-diff-scroll" tabIndex={0} aria-label={`Lines of ${file.path}`}>
        <table data-split={split}>
          <tbody>
            {file.hunks.map((hunk) => (
              <Fragment key={hunk.header}>
                <tr className="fd-diff-hunk">
                  <td colSpan={split ? 4 : 3}>{hunk.header}</td>
                </tr>
                {split ? <SplitHunk hunk={hunk} /> : <UnifiedHunk hunk={hunk} />}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

const keyOf = (line: DiffLine | null): string => (line === null ? '' : `${line.kind} ${line.before} ${line.after}`);

function UnifiedHunk(props: { readonly hunk: DiffHunk }): ReactNode {
  return props.hunk.lines.map((line) => (
    <tr key={keyOf(line)} data-kind={line.kind}>
      <td className="fd-diff-number">{line.before}</td>
      <td className="fd-diff-number">{line.after}</td>
      <td>
        {marks[line.kind]} {line.text}
      </td>
    </tr>
  ));
}

function SplitHunk(props: { readonly hunk: DiffHunk }): ReactNode {
  return splitRows(props.hunk.lines).map(({ left, right }) => (
    <tr key={`${keyOf(left)} ${keyOf(right)}`}>
      <td className="fd-diff-number">{left?.before}</td>
      <td data-kind={left?.kind ?? 'none'}>{left === null ? '' : `${marks[left.kind]} ${left.text}`}</td>
      <td className="fd-diff-number">{right?.after}</td>
      <td data-kind={right?.kind ?? 'none'}>{right === null ? '' : `${marks[right.kind]} ${right.text}`}</td>
    </tr>
  ));
}
