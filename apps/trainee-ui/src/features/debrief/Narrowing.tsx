import type { Debrief, NarrowingStep } from '@firedrill/protocol';
import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { formatElapsed } from '../../model/format.ts';
import { useMoment } from './moment.tsx';

const height = 140;
const gutter = 28;
const words: Readonly<Record<NarrowingStep['tag'], string>> = {
  splitting: 'could rule something out',
  redundant: 'told what was known',
  irrelevant: 'told nothing apart',
};
const tags = ['splitting', 'redundant', 'irrelevant'] as const;

const explanations = (count: number): string => `${count} other ${count === 1 ? 'explanation' : 'explanations'}`;

/** How many explanations were left after each pin, and what each look was good for. */
export function Narrowing(props: { readonly narrowing: Debrief['narrowing'] }): ReactNode {
  const { rivals, steps } = props.narrowing;
  if (steps.length === 0) return <p className="fd-dim">Nobody looked at anything, so nothing was ruled out.</p>;
  const last = steps.at(-1)?.left ?? rivals;
  return (
    <>
      <p>
        {explanations(rivals)} at first, <b>{last} left</b> at the end. Only a right pin rules one out; a look shows
        what could.
      </p>
      <Curve narrowing={props.narrowing} />
      <ul className="fd-plain fd-narrowing-key">
        {tags.map((tag) => (
          <li key={tag}>
            <Tag tag={tag} /> {words[tag]}: {steps.filter((step) => step.tag === tag).length}
          </li>
        ))}
      </ul>
      <Steps steps={steps} />
    </>
  );
}

function Tag(props: { readonly tag: NarrowingStep['tag'] }): ReactNode {
  return (
    <span className="fd-narrowing-tag" data-tag={props.tag}>
      {props.tag}
    </span>
  );
}

function Curve(props: { readonly narrowing: Debrief['narrowing'] }): ReactNode {
  const { rivals, steps } = props.narrowing;
  const { ref, width: measured } = useElementSize();
  const width = Math.max(320, measured);
  const x = (index: number): number => gutter + ((index + 1) / (steps.length + 1)) * (width - gutter - 8);
  const y = (left: number): number => 12 + (1 - left / Math.max(1, rivals)) * (height - 40);
  const line = steps.map(({ left }, index) => {
    const before = index === 0 ? rivals : (steps[index - 1]?.left ?? rivals);
    return `${index === 0 ? `M${gutter} ${y(rivals)}` : ''}L${x(index)} ${y(before)}L${x(index)} ${y(left)}`;
  });
  const last = steps.at(-1)?.left ?? rivals;
  return (
    <figure className="fd-replay" ref={ref}>
      <svg width={width} height={height} role="img" aria-label={`From ${explanations(rivals)} to ${last}`}>
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
            r={what === 'pin' ? 6 : 3.5}
          >
            <title>{`${text}: ${words[tag]}`}</title>
          </circle>
        ))}
        <text x={gutter} y={height - 2}>
          each look (small) and pin (large), in order
        </text>
      </svg>
    </figure>
  );
}

function Steps(props: { readonly steps: readonly NarrowingStep[] }): ReactNode {
  const { replay } = useMoment();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className="fd-narrowing-steps" aria-label="Each look and pin" tabIndex={0}>
      <table className="fd-score">
        <thead>
          <tr>
            <th scope="col">Work</th>
            <th scope="col">It was</th>
            <th scope="col">Left</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {props.steps.map(({ seq, workMs, text, tag, left }) => (
            <tr key={seq}>
              <td>
                <button
                  type="button"
                  className="fd-event-time"
                  title="Show it in the replay"
                  onClick={() => replay(seq)}
                >
                  {formatElapsed(workMs)}
                </button>
              </td>
              <td>
                <Tag tag={tag} />
              </td>
              <td>{left}</td>
              <td className="fd-narrowing-text">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
