import type { Debrief, Detector } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { Because } from './Because.tsx';
import { Told } from './Told.tsx';
import { Verdict } from './Verdict.tsx';

const words: Readonly<Record<Detector['id'], readonly [name: string, means: string]>> = {
  anchoring: ['Anchoring', 'following a belief that evidence has spoken against'],
  'premature-closure': ['Closing too early', 'locking a hypothesis while much else is still possible'],
  stall: ['Going in circles', 'looking again and again at what tells nothing apart'],
  'no-update': ["Not changing one's mind", 'keeping a hypothesis whose prediction failed'],
};

/** Four ways in which thinking goes wrong, seen or not. */
export function Detectors(props: { readonly detectors: Debrief['detectors'] }): ReactNode {
  const seen = props.detectors.filter(({ found }) => found).length;
  return (
    <>
      <p>
        {seen === 0
          ? 'None of these four ways in which thinking goes wrong was seen.'
          : `${seen} of four ways in which thinking goes wrong ${seen === 1 ? 'was' : 'were'} seen.`}
      </p>
      <ul className="fd-plain fd-verdicts">
        {props.detectors.map(({ id, found, why, because }) => (
          <Verdict key={id} mark={found ? 'wrong' : 'right'} word={found ? 'seen' : 'not seen'}>
            <b>{words[id][0]}</b> <span className="fd-dim">({words[id][1]})</span>
            <div>
              <Told text={why} />
            </div>
            <Because seqs={because} />
          </Verdict>
        ))}
      </ul>
    </>
  );
}
