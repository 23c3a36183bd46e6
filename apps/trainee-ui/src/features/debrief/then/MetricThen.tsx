import { type ReactNode, useMemo } from 'react';
import { Chart } from '../../metrics/chart/Chart.tsx';
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
    </figure>
  );
}
