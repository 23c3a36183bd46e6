import { type Debrief, dimensionLabels, ruleLabel } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { significant } from '../../model/format.ts';
import { deedAnchor } from './lanes.ts';

/** Every line with its reason and the entries that it rests on. */
export function ScoreTable(props: { readonly debrief: Debrief }): ReactNode {
  const { lines, deeds, total, max, rubricVersion } = props.debrief;
  const told = new Set(deeds.map(({ seq }) => seq));
  return (
    <table className="fd-score">
      <thead>
        <tr>
          <th scope="col">Dimension</th>
          <th scope="col">Points</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.dim} ${line.rule}`}>
            <td>
              <b>{dimensionLabels[line.dim]}</b> {ruleLabel(line.rule)}
            </td>
            <td className="fd-score-points">
              {line.max === 0 ? null : (
                <meter min={0} max={line.max} value={line.got} aria-label={`${ruleLabel(line.rule)}, points`} />
              )}
              {significant(line.got)}
              {line.max === 0 ? null : ` / ${significant(line.max)}`}
            </td>
            <td>
              {line.why}{' '}
              {line.because
                .filter((seq) => told.has(seq))
                .map((seq) => (
                  <a key={seq} className="fd-because" href={`#${deedAnchor(seq)}`}>
                    #{seq}
                  </a>
                ))}
              {line.missed === undefined ? null : <div className="fd-dim">{line.missed}</div>}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td className="fd-score-points">
            {significant(total)} / {significant(max)}
          </td>
          <td className="fd-dim">rubric {rubricVersion}</td>
        </tr>
      </tfoot>
    </table>
  );
}
