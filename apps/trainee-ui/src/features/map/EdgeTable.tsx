import type { ServiceMap } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatDuration, formatValue } from '../../model/format.ts';

/** The same calls as a table: for reading numbers, and for those who cannot use the picture. */
export function EdgeTable(props: { readonly map: ServiceMap }): ReactNode {
  const edges = [...props.map.edges].sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`));
  return (
    <table className="fd-table fd-map-edges">
      <caption className="fd-hidden">Calls between components</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Requests</th>
          <th scope="col">Errors</th>
          <th scope="col">p95</th>
        </tr>
      </thead>
      <tbody>
        {edges.map((edge) => (
          <tr key={`${edge.from} ${edge.to}`}>
            <td>{edge.from}</td>
            <td>{edge.to}</td>
            <td>{formatValue(edge.requestsPerSecond, '/s')}</td>
            <td className={edge.errorRatio >= 0.01 ? 'fd-bad' : ''}>{formatValue(edge.errorRatio, 'ratio')}</td>
            <td>{edge.p95Ms === null ? '-' : formatDuration(edge.p95Ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
