import '../table.css';
import type { TimeWindow } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { PinButton } from '../../../components/PinButton.tsx';
import { formatTimeUtc, formatValue } from '../../../model/format.ts';
import { legendText } from '../model/expand.ts';
import { unitOf } from '../model/unit.ts';
import type { InstantAnswer } from './useInstant.ts';

/** Values at the end of the window, a row for each series. */
export function ResultTable(props: {
  readonly answers: readonly InstantAnswer[];
  readonly atMs: number;
  readonly window: TimeWindow;
}): ReactNode {
  const rows = props.answers.flatMap(({ expr, result }) =>
    result.series.map((series) => ({ expr, series, siblings: result.series.length, value: series.values.at(-1) })),
  );
  return (
    <table className="fd-table fd-result-table">
      <caption>Values at {formatTimeUtc(props.atMs)}</caption>
      <thead>
        <tr>
          <th scope="col">Series</th>
          <th scope="col">Value</th>
          <th scope="col">
            <span className="fd-hidden">Pin</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ expr, series, siblings, value }) => {
          const label = legendText(undefined, series.labels);
          return (
            <tr key={`${expr} ${label}`}>
              <td className="fd-mono">{label}</td>
              <td>{typeof value === 'number' ? formatValue(value, unitOf(expr)) : (value ?? '-')}</td>
              <td>
                <PinButton
                  target={{
                    query: { modality: 'metric', expr, focus: siblings > 1 ? { ...series.labels } : {} },
                    window: { fromMs: props.window.fromMs, toMs: props.window.toMs },
                    title: `${expr}: ${label}`.slice(0, 300),
                  }}
                  label={`Pin ${label}`}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
