import type { PastDrill } from '@firedrill/protocol';
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePastDrills } from '../../data/home.ts';
import { readSeat } from '../../data/seat.ts';

const phases: Readonly<Record<PastDrill['phase'], string>> = {
  lobby: 'in the lobby',
  paged: 'paged',
  running: 'running',
  ended: 'ended',
};

/** Drills on this server, newest first. One opens where this browser has a seat in it. */
export function PastDrills(): ReactNode {
  const { data } = usePastDrills();
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
                <Table.Td>{drill.total ?? ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
