import type { TraceSummary } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { formatDuration, formatTime } from '../../model/format.ts';
import { differences } from './model/difference.ts';
import { type Region, split } from './model/region.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the traces of a region have more often than the others. */
export function Differences(props: {
  readonly traces: readonly TraceSummary[];
  readonly region: Region;
  onClear(): void;
}): ReactNode {
  const { region } = props;
  const { inside, outside } = useMemo(() => split(props.traces, region), [props.traces, region]);
  const found = useMemo(() => differences(inside, outside), [inside, outside]);
  return (
    <section className="fd-differences" aria-label="Chosen region">
      <div className="fd-row fd-wrap">
        <strong>
          {inside.length} {inside.length === 1 ? 'trace' : 'traces'}
        </strong>
        <span className="fd-dim">
          {formatTime(region.fromMs)}-{formatTime(region.toMs)}, {formatDuration(region.lowMs)} to{' '}
          {formatDuration(region.highMs)}
        </span>
        <Button variant="default" onClick={props.onClear}>
          All traces again
        </Button>
      </div>
      {found.length === 0 ? (
        <p className="fd-dim">Nothing stands out in them against the others.</p>
      ) : (
        <table className="fd-table">
          <caption className="fd-hidden">More common inside of the region than outside</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Value</th>
              <th scope="col">Inside</th>
              <th scope="col">Outside</th>
            </tr>
          </thead>
          <tbody>
            {found.map((one) => (
              <tr key={`${one.name} ${one.value}`}>
                <td className="fd-dim">{one.name}</td>
                <td>{one.value}</td>
                <td>{percent(one.inside)}</td>
                <td>{percent(one.outside)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
