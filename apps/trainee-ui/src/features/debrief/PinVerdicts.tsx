import type { Debrief, Pin } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { CheckIcon, CrossIcon } from '../../components/icons.tsx';
import { readingLabel } from '../../model/readings.ts';
import { pinNames } from '../notebook/pinNames.ts';

const words = { right: 'right', wrong: 'wrong', unclear: 'unclear' } as const;

/** What was read, and what came out beside the healthy shop. */
export function PinVerdicts(props: { readonly verdicts: Debrief['pins']; readonly pins: readonly Pin[] }): ReactNode {
  const names = pinNames(props.pins);
  if (props.verdicts.length === 0) return <p className="fd-dim">You pinned nothing.</p>;
  return (
    <ul className="fd-plain fd-verdicts">
      {props.verdicts.map((verdict) => (
        <li key={verdict.pinId} data-verdict={verdict.verdict}>
          <span className="fd-verdict">
            {verdict.verdict === 'right' ? <CheckIcon size={12} /> : null}
            {verdict.verdict === 'wrong' ? <CrossIcon size={12} /> : null}
            {words[verdict.verdict]}
          </span>
          <div>
            <b>
              {names.get(verdict.pinId)} {props.pins.find((pin) => pin.id === verdict.pinId)?.title ?? 'withdrawn'}
            </b>
            <div>
              you read <b>{readingLabel(verdict.reading)}</b>
              {verdict.reading === 'which' ? null : (
                <>
                  , it was <b>{readingLabel(verdict.outcome)}</b>
                </>
              )}
            </div>
            <div className="fd-dim">{verdict.why}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}
