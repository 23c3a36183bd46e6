import type { Debrief } from '@firedrill/protocol';
import { type ReactNode, useMemo } from 'react';
import { storyRows } from '../../model/axis.ts';
import { formatElapsed, formatTime } from '../../model/format.ts';
import { deedAnchor } from './lanes.ts';

/** Left what happened, right what the team did, in time. */
export function Story(props: { readonly debrief: Debrief }): ReactNode {
  const rows = useMemo(() => storyRows(props.debrief), [props.debrief]);
  return (
    <table className="fd-story">
      <thead>
        <tr>
          <th scope="col">What happened</th>
          <th scope="col">Time (UTC)</th>
          <th scope="col">What you did</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          row.kind === 'truth' ? (
            <tr key={`truth ${row.atMs} ${row.text}`} data-kind="truth">
              <td>{row.text}</td>
              <td className="fd-story-time">{formatTime(row.atMs)}</td>
              <td />
            </tr>
          ) : (
            <tr key={row.deed.seq} id={deedAnchor(row.deed.seq)} data-kind="deed">
              <td />
              <td className="fd-story-time">{formatTime(row.atMs)}</td>
              <td>
                <span className="fd-tag">{row.deed.lane}</span> {row.deed.text}{' '}
                <span className="fd-dim">
                  {row.deed.author}, {formatElapsed(row.deed.workMs)} into the work, #{row.deed.seq}
                </span>
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
