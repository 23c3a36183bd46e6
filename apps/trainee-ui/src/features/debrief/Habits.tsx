import type { Debrief, Detector, Pitfall } from '@firedrill/protocol';
import type { ReactNode } from 'react';

const pitfalls: Readonly<Record<Pitfall['id'], string>> = {
  'weird-log-entry': 'Taking a weird log entry for the bug',
  'downstream-log': 'Trusting what others log of a service',
  'metric-lag': 'Missing the lag of metrics',
  'code-first': 'Jumping to code',
  'undocumented-hypothesis': 'Not writing the hypothesis down',
};
const detectors: Readonly<Record<Detector['id'], string>> = {
  anchoring: 'Anchoring',
  'premature-closure': 'Closing too early',
  stall: 'Going in circles',
  'no-update': "Not changing one's mind",
};
const marks = { met: 'wrong', avoided: 'right', open: 'unclear' } as const;
const words = { met: 'met', avoided: 'avoided', open: 'no occasion' } as const;

/** The five pitfalls, and four ways in which thinking goes wrong. */
export function Habits(props: { readonly debrief: Debrief }): ReactNode {
  const { debrief } = props;
  return (
    <ul className="fd-plain fd-verdicts">
      {debrief.pitfalls.map(({ id, state, why }) => (
        <li key={id} data-verdict={marks[state]}>
          <span className="fd-verdict">{words[state]}</span>
          <div>
            <b>{pitfalls[id]}</b>
            <div className="fd-dim">{why}</div>
          </div>
        </li>
      ))}
      {debrief.detectors
        .filter(({ found }) => found)
        .map(({ id, why }) => (
          <li key={id} data-verdict="wrong">
            <span className="fd-verdict">seen</span>
            <div>
              <b>{detectors[id]}</b>
              <div className="fd-dim">{why}</div>
            </div>
          </li>
        ))}
    </ul>
  );
}
