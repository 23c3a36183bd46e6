import type { LogRow } from '@firedrill/protocol';
import { type ReactNode, useMemo } from 'react';
import { formatTime, formatTimeUtc } from '../../../model/format.ts';
import type { Of } from './kinds.ts';

const most = 12;

interface Repeated {
  /** The newest of them. */
  readonly row: LogRow;
  readonly times: number;
}

/** Lines that say the same one after the other are one line. */
function repeated(rows: readonly LogRow[]): Repeated[] {
  const all: Repeated[] = [];
  for (const row of rows) {
    const last = all.at(-1);
    const isSame =
      last?.row.message === row.message && last.row.service === row.service && last.row.level === row.level;
    if (last && isSame) all[all.length - 1] = { ...last, times: last.times + 1 };
    else all.push({ row, times: 1 });
  }
  return all;
}

export function LinesThen(props: { readonly panel: Of<'log'> }): ReactNode {
  const { query, fromMs, toMs, total, rows } = props.panel;
  const shown = useMemo(() => repeated(rows).slice(0, most), [rows]);
  return (
    <figure className="fd-then">
      <figcaption className="fd-dim">
        <span className="fd-mono">{query}</span> {total.toLocaleString('en')} {total === 1 ? 'line' : 'lines'} from{' '}
        {formatTime(fromMs)} to {formatTimeUtc(toMs)}
        {total === 0 ? '' : ', newest first'}
      </figcaption>
      <ul className="fd-plain fd-then-rows">
        {shown.map(({ row: { id, timeMs, level, service, message }, times }) => (
          <li key={id}>
            <span className="fd-then-time">{formatTime(timeMs)}</span>
            <span data-level={level} className="fd-then-level">
              {level}
            </span>
            <span>{service}</span>
            <span className="fd-then-text">
              {message}
              {times === 1 ? null : <span className="fd-dim"> and {times - 1} more like it before</span>}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
