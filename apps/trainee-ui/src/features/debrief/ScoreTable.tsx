import { type Debrief, dimensionLabels, ruleLabel } from '@firedrill/protocol';
import { Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useDrill } from '../../data/drill.tsx';
import { significant } from '../../model/format.ts';
import { deedAnchor } from './lanes.ts';
import { useRescored } from './useRescored.ts';

/** The points, by another version of the rubric too where the server knows one. */
export function ScoreTable(props: { readonly debrief: Debrief }): ReactNode {
  const { rubricVersion, rubricVersions } = props.debrief;
  const { id } = useDrill();
  const [version, setVersion] = useState(rubricVersion);
  const { debrief, busy, error } = useRescored(id, props.debrief, version);
  if (rubricVersions.length < 2) return <Lines debrief={debrief} />;
  return (
    <div className="fd-stack">
      <Select
        label="Scored by rubric"
        size="xs"
        w={160}
        value={version}
        allowDeselect={false}
        data={[...rubricVersions]}
        onChange={(value) => setVersion(value ?? rubricVersion)}
      />
      {busy ? <Waiting label={`Scoring by rubric ${version}`} lines={1} /> : null}
      {error === null ? null : <Failure title={`It could not be scored by rubric ${version}.`} error={error} />}
      <Lines debrief={debrief} />
    </div>
  );
}

/** Every line with its reason and the entries that it rests on. */
function Lines(props: { readonly debrief: Debrief }): ReactNode {
  const { lines, deeds, total, max, rubricVersion, timeBoxes } = props.debrief;
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
          <td className="fd-dim">
            rubric {rubricVersion}
            {timeBoxes ? null : ', without the time boxes: the other lines are worth 100'}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
