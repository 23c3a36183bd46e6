import type { Span, Trace } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { ApiError } from '../../data/errors.ts';
import { formatDuration, formatTimeMs } from '../../model/format.ts';
import { usePinTarget } from '../../model/pin.tsx';
import { useTrace } from './data.ts';
import { criticalPath } from './model/criticalPath.ts';
import { spanPin } from './model/pins.ts';
import { layoutTrace } from './model/waterfall.ts';
import { SpanDetails } from './SpanDetails.tsx';
import { TraceLogs } from './TraceLogs.tsx';
import { Waterfall } from './Waterfall.tsx';

/** One trace: its waterfall, the selected span, and the lines that were written on its way. */
export function TraceView(props: {
  readonly traceId: string;
  readonly span: string | null;
  onSpan(spanId: string): void;
  onClose(): void;
}): ReactNode {
  const { data, error, refetch } = useTrace(props.traceId);
  const back = (
    <Button variant="default" onClick={props.onClose}>
      To the list
    </Button>
  );
  if (data !== undefined && data.spans.length > 0) return <Opened {...props} trace={data} back={back} />;
  return (
    <div className="fd-trace-view">
      <div className="fd-trace-head">{back}</div>
      {error === null ? (
        <Waiting label="Loading the trace" lines={6} />
      ) : (
        <Failure
          title={
            error instanceof ApiError && error.status === 404
              ? 'This trace is not known (yet). Spans arrive some seconds after they end.'
              : 'The trace could not be loaded.'
          }
          error={error}
          onRetry={() => void refetch()}
        />
      )}
    </div>
  );
}

/** The span that the URL means: by id, by `<service> <operation>`, or the root. */
export function selectedSpan(trace: Trace, wanted: string | null): Span | undefined {
  return (
    trace.spans.find((span) => span.spanId === wanted) ??
    trace.spans.find((span) => `${span.service} ${span.operation}` === wanted) ??
    layoutTrace(trace).rows[0]?.span
  );
}

function Opened(props: {
  readonly trace: Trace;
  readonly span: string | null;
  readonly back: ReactNode;
  onSpan(spanId: string): void;
}): ReactNode {
  const { trace } = props;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const layout = useMemo(() => layoutTrace(trace, folded), [trace, folded]);
  const critical = useMemo(() => criticalPath(trace), [trace]);
  const span = selectedSpan(trace, props.span);
  usePinTarget(span === undefined ? null : spanPin(trace.traceId, span));
  const root = layout.rows[0]?.span;
  const errors = trace.spans.filter((one) => one.status === 'error').length;
  return (
    <div className="fd-trace-view">
      <div className="fd-trace-head">
        {props.back}
        <h3 className="fd-truncate">
          {root?.service} {root?.operation}
        </h3>
        <span>{formatDuration(layout.durationMs)}</span>
        <span className="fd-dim">{formatTimeMs(layout.startMs)} UTC</span>
        <span className="fd-dim">{trace.spans.length} spans</span>
        {errors > 0 ? <span className="fd-bad">{errors === 1 ? '1 error' : `${errors} errors`}</span> : null}
        <span className="fd-mono fd-dim fd-truncate">{trace.traceId}</span>
      </div>
      <Waterfall
        layout={layout}
        critical={critical}
        selected={span?.spanId ?? null}
        folded={folded}
        onSelect={props.onSpan}
        onFold={(spanId) => {
          const next = new Set(folded);
          if (!next.delete(spanId)) next.add(spanId);
          setFolded(next);
        }}
      />
      {span === undefined ? null : <SpanDetails trace={trace} span={span} startMs={layout.startMs} />}
      <TraceLogs traceId={trace.traceId} startMs={layout.startMs} durationMs={layout.durationMs} />
    </div>
  );
}
