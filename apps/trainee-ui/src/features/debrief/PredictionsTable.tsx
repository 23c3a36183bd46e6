import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { readingLabel } from '../../model/readings.ts';
import { deedAnchor } from './lanes.ts';

type Predicted = Debrief['predictions'][number];

const sharp = ({ sharpness, follows }: Predicted): string => {
  if (sharpness === null) return 'its hypothesis is none of the causes that were run';
  if (follows === false) return 'does not follow from its own hypothesis';
  return `${Math.round(100 * sharpness)} % of the others would not show it`;
};

const words = { held: 'held', failed: 'failed', unclear: 'unclear' } as const;
const marks = { held: 'right', failed: 'wrong', unclear: 'unclear' } as const;

/** Every prediction of a locked hypothesis: how much it risked, and what came of it. */
export function PredictionsTable(props: { readonly predictions: Debrief['predictions'] }): ReactNode {
  if (props.predictions.length === 0)
    return <p className="fd-dim">No locked hypothesis predicted anything, so nothing could have proved it wrong.</p>;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="fd-score">
        <thead>
          <tr>
            <th scope="col">You predicted</th>
            <th scope="col">It</th>
            <th scope="col">How sharp it was</th>
            <th scope="col">Your check</th>
          </tr>
        </thead>
        <tbody>
          {props.predictions.map((one) => (
            <tr key={`${one.seq} ${one.text} ${one.outcome}`}>
              <td>
                <a className="fd-because" href={`#${deedAnchor(one.seq)}`}>
                  #{one.seq}
                </a>
                {one.text}: <b>{readingLabel(one.outcome)}</b>
              </td>
              <td>
                <span data-verdict={marks[one.verdict]}>{words[one.verdict]}</span>
                {one.verdict === 'failed' ? <span className="fd-dim"> (it was {readingLabel(one.came)})</span> : null}
              </td>
              <td>{sharp(one)}</td>
              <td>{checked(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function checked({ check }: Predicted): string {
  if (check === null) return 'none';
  return `${check.found}; you said ${check.said === null ? 'nothing of it' : `it ${check.said}`}`;
}
