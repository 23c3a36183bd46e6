import type { LogRow, TimeWindow } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { PinButton } from '../../components/PinButton.tsx';
import { formatTimeMs } from '../../model/format.ts';
import { serviceColor } from '../../model/palette.ts';
import { Fields } from './Fields.tsx';
import { markedTexts } from './model/chips.ts';
import { markPieces } from './model/marks.ts';
import { linePin } from './model/pins.ts';
import type { LogQuery } from './useLogQuery.ts';

/** Fields of a structured line, as many as fit: its message alone seldom says which. */
const glance = (row: LogRow): string =>
  row.line.startsWith('{')
    ? Object.entries(row.fields)
        .slice(0, 6)
        .map(([name, value]) => `  ${name}=${value}`)
        .join('')
    : '';

/** One line: when, who, how bad, what. Open, all of its fields. */
export function Row(props: {
  readonly row: LogRow;
  readonly open: boolean;
  readonly current: boolean;
  readonly query: LogQuery;
  readonly window: TimeWindow;
  onToggle(): void;
  onFocus(): void;
}): ReactNode {
  const { row, query } = props;
  return (
    <>
      <div className="fd-log-row" data-current={props.current} data-open={props.open}>
        <button
          type="button"
          className="fd-log-line fd-mono"
          data-line={row.id}
          aria-expanded={props.open}
          onClick={props.onToggle}
          onFocus={props.onFocus}
        >
          <span className="fd-log-time">{formatTimeMs(row.timeMs)}</span>
          <span className="fd-log-level" data-level={row.level}>
            {row.level}
          </span>
          <span className="fd-log-service fd-truncate">
            <span className="fd-dot" style={{ background: serviceColor(row.service) }} />
            {row.service}
          </span>
          <span className="fd-log-message">
            {markPieces(row.message, markedTexts(query.parts)).map((piece, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name.
              piece.marked ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
            )}
            <span className="fd-dim">{glance(row)}</span>
          </span>
        </button>
        <PinButton target={linePin(row, props.window)} label="Pin this line" />
      </div>
      {props.open ? <Fields row={row} query={query} /> : null}
    </>
  );
}
