import type { Debrief } from '@firedrill/protocol';
import { type ReactNode, useMemo } from 'react';
import { storyRows } from '../../model/axis.ts';
import { formatTime } from '../../model/format.ts';
import { deedAnchor } from './lanes.ts';
import { useMoment } from './moment.tsx';

/** What happened, marked, and between it what the team did, in time. */
export function Story(props: { readonly debrief: Debrief }): ReactNode {
  const { replay } = useMoment();
  const rows = useMemo(() => storyRows(props.debrief), [props.debrief]);
  return (
    <table className="fd-story">
      <thead className="fd-hidden">
        <tr>
          <th scope="col">Time (UTC)</th>
          <th scope="col">What happened, and what you did</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          row.kind === 'truth' ? (
            <tr key={`truth ${row.atMs} ${row.text}`} data-kind="truth">
              <td>{formatTime(row.atMs)}</td>
              <td>{row.text}</td>
            </tr>
          ) : (
            <tr key={row.deed.seq} id={deedAnchor(row.deed.seq)} data-kind="deed">
              <td>
                <button
                  type="button"
                  className="fd-event-time"
                  title="Show it in the replay"
                  onClick={() => replay(row.deed.seq)}
                >
                  {formatTime(row.atMs)}
                </button>
              </td>
              <td>
                <span className="fd-tag">{row.deed.lane}</span> {row.deed.author} {row.deed.text}{' '}
                <span className="fd-dim">#{row.deed.seq}</span>
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
