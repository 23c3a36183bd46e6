import type { PastDrill } from '@firedrill/protocol';
import { Switch, Table } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../components/useAsk.ts';
import { setCompared, usePastDrills } from '../../data/home.ts';
import { hostToken, readSeat } from '../../data/seat.ts';

const phases: Readonly<Record<PastDrill['phase'], string>> = {
  lobby: 'in the lobby',
  paged: 'paged',
  running: 'running',
  ended: 'ended',
};

/** Drills on this server, newest first. One opens where this browser has a seat in it. */
export function PastDrills(): ReactNode {
  const { data } = usePastDrills();
  const isHost = hostToken() !== null;
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-labelledby="past-title">
      <h2 id="past-title">Past drills</h2>
      <div style={{ overflowX: 'auto' }}>
        <Table verticalSpacing={4} withRowBorders>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Drill</Table.Th>
              <Table.Th>Team</Table.Th>
              <Table.Th>Started</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Points</Table.Th>
              {isHost ? <Table.Th>Teams compare</Table.Th> : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((drill) => (
              <Table.Tr key={drill.drillId}>
                <Table.Td>
                  {readSeat(drill.drillId) === null ? (
                    drill.title
                  ) : (
                    <Link className="fd-link" to={`/drill/${encodeURIComponent(drill.drillId)}`}>
                      {drill.title}
                    </Link>
                  )}
                </Table.Td>
                <Table.Td>{drill.teamName}</Table.Td>
                <Table.Td>{new Date(drill.startedMs).toLocaleString()}</Table.Td>
                <Table.Td>{phases[drill.phase]}</Table.Td>
                <Table.Td>
                  {drill.total}
                  {drill.rubricVersion === null ? null : <span className="fd-dim"> rubric {drill.rubricVersion}</span>}
                </Table.Td>
                {isHost ? (
                  <Table.Td>
                    <Compared drill={drill} />
                  </Table.Td>
                ) : null}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

/** For all teams that had this incident. */
function Compared(props: { readonly drill: PastDrill }): ReactNode {
  const { drillId, title, teamName, compared } = props.drill;
  const ask = useAsk();
  const client = useQueryClient();
  const change = (open: boolean): void =>
    void ask.run(async () => {
      await setCompared(drillId, open);
      await client.invalidateQueries({ queryKey: ['drills'] });
    });
  return (
    <Switch
      size="xs"
      checked={compared}
      disabled={ask.busy}
      aria-label={`Teams see how the others did: ${title}, ${teamName}`}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}
