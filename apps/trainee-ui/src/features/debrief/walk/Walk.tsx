import type { TraceWalk } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { formatDuration } from '../../../model/format.ts';
import { layoutTrace } from '../../traces/model/waterfall.ts';
import { Bars } from './Bars.tsx';
import { usePlay } from './usePlay.ts';
import './walk.css';

const none: ReadonlySet<string> = new Set();

/** One request of the incident, played as it went, with what to see in it; and one as it usually goes, on the same scale. */
export function Walk(props: { readonly walk: TraceWalk }): ReactNode {
  const { trace, healthy, steps, why } = props.walk;
  const play = usePlay();
  const { startMs, durationMs } = useMemo(() => layoutTrace(trace), [trace]);
  const usualMs = useMemo(() => (healthy ? layoutTrace(healthy).durationMs : 0), [healthy]);
  const telling = useMemo(() => new Set(steps.map(({ spanId }) => spanId)), [steps]);
  const scaleMs = Math.max(durationMs, usualMs);
  const told = steps.map((step) => {
    const span = trace.spans.find(({ spanId }) => spanId === step.spanId);
    return { ...step, at: span ? (span.startMs - startMs) / scaleMs : 0 };
  });
  const next = told.find(({ at }) => at > play.at);
  const root = trace.spans.find(({ parentSpanId }) => parentSpanId === '');
  return (
    <div className="fd-walk">
      <p className="fd-dim">
        {root ? `${root.service} ${root.operation}, ${formatDuration(durationMs)}. ` : ''}
        {why}
      </p>
      <div className="fd-row fd-wrap">
        <Button variant="default" size="compact-sm" onClick={play.toggle}>
          {play.playing ? 'Pause' : 'Play'}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          disabled={play.at < 1 && next === undefined}
          onClick={() => play.goTo(play.at >= 1 ? (told[0]?.at ?? 0) : (next?.at ?? 1))}
        >
          Next step
        </Button>
        <Button variant="default" size="compact-sm" disabled={play.at >= 1} onClick={() => play.goTo(1)}>
          Show all
        </Button>
        <span className="fd-dim">{formatDuration(play.at * scaleMs)}</span>
      </div>
      <ol className="fd-walk-steps">
        {told.map(({ spanId, text, at }) => (
          <li key={spanId} data-begun={play.at >= at}>
            {text}
          </li>
        ))}
      </ol>
      <Bars trace={trace} scaleMs={scaleMs} at={play.at} telling={telling} />
      {healthy === null ? null : (
        <>
          <h4>The same, as it usually goes ({formatDuration(usualMs)})</h4>
          <Bars trace={healthy} scaleMs={scaleMs} at={play.at} telling={none} />
        </>
      )}
    </div>
  );
}
