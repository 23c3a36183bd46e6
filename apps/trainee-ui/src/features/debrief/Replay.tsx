import type { Debrief } from '@firedrill/protocol';
import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { debriefSpan, linePath, type TimeAxis, timeAxis } from '../../model/axis.ts';
import { formatDuration, formatMinute, formatTimeUtc, significant } from '../../model/format.ts';
import { deedAnchor, lanes } from './lanes.ts';
import type { Deed } from './moment.tsx';

const gutter = 84;
const laneHeight = 20;
const chartHeight = 72;
const chartGap = 12;
const storyHeight = 22;

/** Edge p95 and errors, the true story and the team's deeds by lane, all on one time axis. */
export function Replay(props: {
  readonly debrief: Debrief;
  readonly atMs: number;
  /** Done last by then. */
  readonly now: Deed | null;
  readonly onShow: (deed: Deed) => void;
}): ReactNode {
  const { debrief, now, onShow } = props;
  const { ref, width: measured } = useElementSize();
  const width = Math.max(320, measured);
  const span = debriefSpan(debrief);
  const axis = timeAxis(span.fromMs, span.toMs, gutter, width - 20);
  const lanesTop = 2 * (chartHeight + chartGap) + storyHeight;
  const height = lanesTop + lanes.length * laneHeight + 20;
  const { course, truth, deeds } = debrief;
  return (
    <figure className="fd-replay" ref={ref}>
      <figcaption className="fd-hidden">
        Latency and errors at the edge in your own shop, with the true story and what your team did, from{' '}
        {formatTimeUtc(span.fromMs)} to {formatTimeUtc(span.toMs)}. The same is told in words below.
      </figcaption>
      <svg width={width} height={height} aria-hidden={measured === 0}>
        <title>Replay</title>
        {axis.ticks.map((tick) => (
          <g key={tick} className="fd-replay-tick">
            <line x1={axis.x(tick)} x2={axis.x(tick)} y1={0} y2={height - 16} />
            <text x={axis.x(tick)} y={height - 4} textAnchor="middle">
              {formatMinute(tick)}
            </text>
          </g>
        ))}
        <line
          className="fd-replay-onset"
          x1={axis.x(truth.onsetMs)}
          x2={axis.x(truth.onsetMs)}
          y1={0}
          y2={height - 16}
        />
        <line className="fd-replay-now" x1={axis.x(props.atMs)} x2={axis.x(props.atMs)} y1={0} y2={height - 16} />
        <Course
          axis={axis}
          top={0}
          label="edge p95"
          tone="latency"
          points={course.map(({ atMs, p95Ms }) => [atMs, p95Ms])}
          format={formatDuration}
        />
        <Course
          axis={axis}
          top={chartHeight + chartGap}
          label="errors"
          tone="errors"
          points={course.map(({ atMs, errorPercent }) => [atMs, errorPercent])}
          format={(value) => `${significant(value)} %`}
        />
        <text className="fd-replay-label" x={0} y={lanesTop - storyHeight / 2 + 4}>
          true story
        </text>
        {truth.story.map((part) => (
          <path
            key={`${part.atMs} ${part.text}`}
            className="fd-replay-truth"
            transform={`translate(${axis.x(part.atMs)} ${lanesTop - storyHeight / 2})`}
            d="M0-6L6 0L0 6L-6 0Z"
          >
            <title>{`${formatTimeUtc(part.atMs)} ${part.text}`}</title>
          </path>
        ))}
        {lanes.map((lane, index) => {
          const y = lanesTop + (index + 0.5) * laneHeight;
          return (
            <g key={lane.id}>
              <text className="fd-replay-label" x={0} y={y + 4}>
                {lane.label}
              </text>
              <line className="fd-replay-lane" x1={gutter} x2={axis.x(axis.toMs)} y1={y} y2={y} />
              {deeds
                .filter((deed) => deed.lane === lane.id)
                .map((deed) => (
                  <a
                    key={deed.seq}
                    href={`#${deedAnchor(deed.seq)}`}
                    aria-label={`${formatTimeUtc(deed.incidentMs)} ${deed.author}: ${deed.text}`}
                    onClick={(event) => {
                      event.preventDefault();
                      onShow(deed);
                    }}
                  >
                    <circle
                      className="fd-replay-deed"
                      data-now={deed === now}
                      cx={axis.x(deed.incidentMs)}
                      cy={y}
                      r={deed === now ? 7 : 5}
                    >
                      <title>{`${formatTimeUtc(deed.incidentMs)} ${deed.author}: ${deed.text}`}</title>
                    </circle>
                  </a>
                ))}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function Course(props: {
  readonly axis: TimeAxis;
  readonly top: number;
  readonly label: string;
  readonly tone: 'latency' | 'errors';
  readonly points: readonly (readonly [timeMs: number, value: number])[];
  readonly format: (value: number) => string;
}): ReactNode {
  const { axis, top } = props;
  const highest = Math.max(0, ...props.points.map(([, value]) => value).filter(Number.isFinite));
  const scale = highest > 0 ? (chartHeight - 8) / highest : 0;
  const y = (value: number): number => top + chartHeight - value * scale;
  return (
    <g>
      <text className="fd-replay-label" x={0} y={top + 14}>
        {props.label}
      </text>
      <text className="fd-replay-scale" x={0} y={top + 30}>
        max {props.format(highest)}
      </text>
      <line className="fd-replay-lane" x1={gutter} x2={axis.x(axis.toMs)} y1={y(0)} y2={y(0)} />
      <path
        className="fd-replay-line"
        data-tone={props.tone}
        d={linePath(props.points.map(([timeMs, value]) => [axis.x(timeMs), y(value)]))}
      />
    </g>
  );
}
