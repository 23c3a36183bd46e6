import type { Debrief, Pitfall } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { Because } from './Because.tsx';
import { Told } from './Told.tsx';
import { Verdict } from './Verdict.tsx';

const names: Readonly<Record<Pitfall['id'], string>> = {
  'weird-log-entry': 'Taking a weird log entry for the bug',
  'downstream-log': 'Trusting what others log of a service',
  'metric-lag': 'Missing the lag of metrics',
  'code-first': 'Jumping to code',
  'undocumented-hypothesis': 'Not writing the hypothesis down',
};
const marks = { met: 'wrong', avoided: 'right', open: 'unclear' } as const;
const words = { met: 'met', avoided: 'avoided', open: 'no occasion' } as const;

/** The method's five pitfalls, each with the events that show it. */
export function Pitfalls(props: { readonly pitfalls: Debrief['pitfalls'] }): ReactNode {
  return (
    <ul className="fd-plain fd-verdicts">
      {props.pitfalls.map(({ id, state, why, because }) => (
        <Verdict key={id} mark={marks[state]} word={words[state]}>
          <b>{names[id]}</b>
          <div>
            <Told text={why} />
          </div>
          <Because seqs={because} />
        </Verdict>
      ))}
    </ul>
  );
}
