import type { Span, Trace } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { PinButton } from '../../components/PinButton.tsx';
import { formatDuration, formatTimeMs } from '../../model/format.ts';
import { spanPin } from './model/pins.ts';
import { childrenOf, selfTime } from './model/waterfall.ts';

/** The selected span: when, how long, what it said of itself. */
export function SpanDetails(props: {
  readonly trace: Trace;
  readonly span: Span;
  readonly startMs: number;
}): ReactNode {
  const { trace, span } = props;
  const facts: readonly (readonly [string, string])[] = [
    ['service', span.service],
    ['pod', span.pod],
    ['kind', span.kind],
    ['status', span.status],
    ['began', `${formatTimeMs(span.startMs)} UTC, ${formatDuration(span.startMs - props.startMs)} into the trace`],
    ['duration', formatDuration(span.durationMs)],
    [
      'itself',
      `${formatDuration(selfTime(span, childrenOf(trace).get(span.spanId) ?? []))} not spent in spans under it`,
    ],
  ];
  return (
    <section className="fd-span-details" aria-label="Selected span">
      <div className="fd-row">
        <h3>{span.operation}</h3>
        <PinButton target={spanPin(trace.traceId, span)} label="Pin this span" />
      </div>
      <table className="fd-mono">
        <tbody>
          {[...facts, ...Object.entries(span.attributes).map(([name, value]) => [name, String(value)] as const)].map(
            ([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={name === 'status' && value === 'error' ? 'fd-bad' : ''}>{value}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}
