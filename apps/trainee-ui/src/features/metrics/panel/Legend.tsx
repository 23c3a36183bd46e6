import type { ReactNode } from 'react';
import { formatTime, formatValue } from '../../../model/format.ts';
import { lineStyle } from '../chart/style.ts';
import { type Line, lastOf, maxOf } from '../model/frame.ts';

interface Props {
  readonly lines: readonly Line[];
  readonly timesMs: readonly number[];
  readonly unit: string;
  /** Index under the crosshair, or null: then the last value is shown. */
  readonly index: number | null;
  readonly only: string | null;
  readonly focused: string | null;
  onOnly(key: string | null): void;
}

/** A line for each series with its last (or pointed at) and largest value; a click shows that series alone. */
export function Legend(props: Props): ReactNode {
  const { lines, timesMs, unit, index } = props;
  const atMs = index === null ? undefined : timesMs[index];
  return (
    <div className="fd-legend">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="fd-hidden">Series</span>
            </th>
            <th scope="col">{atMs === undefined ? 'last' : formatTime(atMs)}</th>
            <th scope="col">max</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => {
            const { color, dash } = lineStyle(at);
            const shown = props.only === null || props.only === line.key;
            const value = atMs === undefined || index === null ? lastOf(line.values) : (line.values[index] ?? null);
            return (
              <tr key={line.key} data-dim={!shown} data-focused={props.focused === line.key}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={props.only === line.key}
                    title={line.label}
                    onClick={() => props.onOnly(props.only === line.key ? null : line.key)}
                  >
                    <span
                      className="fd-swatch"
                      style={{ borderTopColor: color, borderTopStyle: dash ? 'dashed' : 'solid' }}
                    />
                    <span className="fd-truncate">{line.label}</span>
                  </button>
                </th>
                <td>{formatValue(value, unit)}</td>
                <td>{formatValue(maxOf(line.values), unit)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
