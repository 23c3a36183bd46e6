import { type ReactNode, useMemo } from 'react';
import { formatDuration } from '../../../model/format.ts';
import { layoutTrace } from '../../traces/model/waterfall.ts';
import { Bars } from '../walk/Bars.tsx';
import type { Of } from './kinds.ts';

const none: ReadonlySet<string> = new Set();

export function TraceThen(props: { readonly panel: Of<'trace'> }): ReactNode {
  const { traceId, trace } = props.panel;
  return (
    <figure className="fd-then">
      <figcaption className="fd-dim">
        <span className="fd-mono">trace {traceId.slice(0, 8)}</span>
        {trace === null ? ' was not there yet' : ', its slowest spans'}
      </figcaption>
      {trace === null ? null : <Spans trace={trace} />}
    </figure>
  );
}

function Spans(props: { readonly trace: NonNullable<Of<'trace'>['trace']> }): ReactNode {
  const { trace } = props;
  const { durationMs } = useMemo(() => layoutTrace(trace), [trace]);
  return (
    <>
      <Bars trace={trace} scaleMs={Math.max(1, durationMs)} at={1} telling={none} />
      <p className="fd-dim">{formatDuration(durationMs)} in all</p>
    </>
  );
}
