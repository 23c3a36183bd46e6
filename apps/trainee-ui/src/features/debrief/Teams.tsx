import { type Comparison, dimensionLabels, drillPath, type ScoreLine } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../data/api.ts';
import { formatElapsed, significant } from '../../model/format.ts';

/** Whether a host has opened it meanwhile. */
const againMs = 5_000;

/** Why a team has no points where another one has. */
const absent = (dim: ScoreLine['dim']): string => (dim === 'H' ? 'none taken' : 'not scored');

/** How other teams did with the same incident; nothing until a host opens that. */
export function Teams(props: { readonly drillId: string }): ReactNode {
  const { data } = useQuery({
    queryKey: ['comparison', props.drillId],
    queryFn: ({ signal }) => api.get<Comparison>(drillPath(props.drillId, '/comparison'), { signal }),
    refetchInterval: ({ state }) => (state.data?.open === true && state.data.pending === 0 ? false : againMs),
  });
  if (data === undefined || !data.open) return null;
  const shown = [...new Set(data.teams.flatMap(({ dimensions }) => dimensions.map(({ dim }) => dim)))].sort();
  return (
    <section aria-labelledby="teams-title">
      <h3 id="teams-title">Beside other teams</h3>
      <div style={{ overflowX: 'auto' }}>
        <table className="fd-score">
          <thead>
            <tr>
              <th>Team</th>
              <th>Points</th>
              {shown.map((dim) => (
                <th key={dim}>{dimensionLabels[dim]}</th>
              ))}
              <th>Rubric</th>
              <th>First hypothesis</th>
              <th>Explanations left</th>
            </tr>
          </thead>
          <tbody>
            {data.teams.map((team, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two teams may have the same name.
              <tr key={index}>
                <td>{team.own ? <b>{team.teamName} (you)</b> : team.teamName}</td>
                <td>
                  {significant(team.total)}
                  <span className="fd-dim"> {team.passed ? 'passed' : ''}</span>
                </td>
                {shown.map((dim) => {
                  const found = team.dimensions.find((one) => one.dim === dim);
                  return <td key={dim}>{found === undefined ? absent(dim) : significant(found.got)}</td>;
                })}
                <td>{team.rubricVersion}</td>
                <td>{team.lockedMs === null ? 'none' : formatElapsed(team.lockedMs)}</td>
                <td>
                  {team.left} of {team.rivals}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.unreadable === 0 ? null : (
        <p className="fd-dim">
          {data.unreadable} more {data.unreadable === 1 ? 'team is' : 'teams are'} left out: this server cannot read
          what was recorded of {data.unreadable === 1 ? 'it' : 'them'}.
        </p>
      )}
      {data.pending === 0 ? null : (
        <p className="fd-dim">
          {data.pending} more {data.pending === 1 ? 'team is' : 'teams are'} still being worked out.
        </p>
      )}
    </section>
  );
}
