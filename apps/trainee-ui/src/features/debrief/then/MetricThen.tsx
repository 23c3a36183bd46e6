import { type ReactNode, useMemo } from 'react';
import { formatValue } from '../../../model/format.ts';
import { Chart } from '../../metrics/chart/Chart.tsx';
import type { DrawnSeries } from '../../metrics/chart/options.ts';
import { toFrame } from '../../metrics/model/frame.ts';
import { unitOf } from '../../metrics/model/unit.ts';
import { useDrawn } from '../../metrics/panel/useDrawn.ts';
import type { Of } from './kinds.ts';

const ignore = (): void => undefined;

export function MetricThen(props: { readonly panel: Of<'metric'> }): ReactNode {
  const { expr, fromMs, toMs, result } = props.panel;
  const frame = useMemo(() => toFrame([{ expr, legend: undefined, result }], 0), [expr, result]);
  const { timesMs, series } = useDrawn(frame, null);
  return (
    <figure className="fd-then">
      <figcaption className="fd-mono fd-dim">{expr}</figcaption>
      {series.length === 0 ? <p className="fd-dim">Nothing was there to draw.</p> : null}
      <Chart
        label={`As it was on the screen: ${expr}`}
        unit={unitOf(expr)}
        height={120}
        timesMs={timesMs}
        series={series}
        only={null}
        fromMs={fromMs}
        toMs={toMs}
        markers={[]}
        onZoom={ignore}
        onHover={ignore}
        onFocus={ignore}
      />
      <Legend series={series} unit={unitOf(expr)} />
    </figure>
  );
}

/** More would be read by nobody; those that matter are high. */
const mostNamed = 6;

/** `{service="redis"}` as people say it. */
const plain = (label: string): string => label.replace(/[\w.]+="([^"]*)"/g, '$1').replace(/^\{(.*)\}$/, '$1');

/** What each line is, and where it stood at that second. */
function Legend(props: { readonly series: readonly DrawnSeries[]; readonly unit: string }): ReactNode {
  const last = ({ values }: DrawnSeries): number => values.findLast((value) => value !== null) ?? Number.NaN;
  const named = props.series
    .map((one) => ({ ...one, last: last(one) }))
    .filter(({ last: value }) => Number.isFinite(value))
    .sort((a, b) => b.last - a.last);
  return (
    <ul className="fd-plain fd-then-legend">
      {named.slice(0, mostNamed).map(({ key, label, color, last: value }) => (
        <li key={key}>
          <span style={{ background: color }} />
          {plain(label)} <b>{formatValue(value, props.unit)}</b>
        </li>
      ))}
      {named.length > mostNamed ? <li className="fd-dim">and {named.length - mostNamed} more</li> : null}
    </ul>
  );
}
