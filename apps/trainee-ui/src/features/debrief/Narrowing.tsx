import type { Debrief } from '@firedrill/protocol';
import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { formatElapsed } from '../../model/format.ts';
import { deedAnchor } from './lanes.ts';

const height = 120;
const gutter = 28;
const words = {
  splitting: 'could rule something out',
  redundant: 'told what was known',
  irrelevant: 'told nothing apart',
} as const;

/** How many explanations were left after each pin, and what each look was good for. */
export function Narrowing(props: { readonly narrowing: Debrief['narrowing'] }): ReactNode {
  const { rivals, steps } = props.narrowing;
  const { ref, width: measured } = useElementSize();
  const width = Math.max(320, measured);
  if (steps.length === 0) return <p className="fd-dim">Nobody looked at anything, so nothing was ruled out.</p>;
  const x = (index: number): number => gutter + ((index + 1) / (steps.length + 1)) * (width - gutter - 8);
  const y = (left: number): number => 8 + (1 - left / Math.max(1, rivals)) * (height - 32);
  const line = steps.map(({ left }, index) => {
    const before = index === 0 ? rivals : (steps[index - 1]?.left ?? rivals);
    return `${index === 0 ? `M${gutter} ${y(rivals)}` : ''}L${x(index)} ${y(before)}L${x(index)} ${y(left)}`;
  });
  const last = steps.at(-1)?.left ?? rivals;
  return (
    <>
      <figure className="fd-replay" ref={ref}>
        <figcaption>
          {rivals} other explanations at first, {last} left at the end.
        </figcaption>
        <svg width={width} height={height} role="img" aria-label={`From ${rivals} explanations to ${last}`}>
          {[0, rivals].map((value) => (
            <g key={value}>
              <line className="fd-replay-lane" x1={gutter} x2={width} y1={y(value)} y2={y(value)} />
              <text x={0} y={y(value) + 4}>
                {value}
              </text>
            </g>
          ))}
          <path className="fd-replay-line" d={line.join('')} />
          {steps.map(({ seq, left, tag, what, text }, index) => (
            <circle
              key={seq}
              className="fd-narrowing-step"
              data-tag={tag}
              cx={x(index)}
              cy={y(left)}
              r={what === 'pin' ? 5 : 3}
            >
              <title>{`${text}: ${words[tag]}`}</title>
            </circle>
          ))}
        </svg>
      </figure>
      <details>
        <summary>Each look and pin</summary>
        <table className="fd-score">
          <thead>
            <tr>
              <th scope="col">Work</th>
              <th scope="col">What</th>
              <th scope="col">It</th>
              <th scope="col">Left</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ seq, workMs, text, tag, left }) => (
              <tr key={seq}>
                <td>{formatElapsed(workMs)}</td>
                <td>
                  <a className="fd-because" href={`#${deedAnchor(seq)}`}>
                    #{seq}
                  </a>
                  {text}
                </td>
                <td>{words[tag]}</td>
                <td>{left}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
