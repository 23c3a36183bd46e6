import type { Member } from '@firedrill/protocol';
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** Who is here: a filled dot is present, a ring is away. */
export function Presence(props: { readonly members: readonly Member[] }): ReactNode {
  return (
    <ul className="fd-presence fd-plain" aria-label="Team">
      {props.members.map((member) => (
        <li key={member.seatId} data-present={member.present}>
          <Tooltip label={`${member.name}, ${member.present ? 'here' : 'away'}`}>
            <span className="fd-presence-name">
              <span className="fd-presence-dot" aria-hidden="true" />
              {member.name}
              {member.present ? null : <span className="fd-hidden"> (away)</span>}
            </span>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}
