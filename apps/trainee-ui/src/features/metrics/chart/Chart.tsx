import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Marker } from '../../changes/data.ts';
import { drawMarkers, markerAt } from './markers.ts';
import { chartOptions, type DrawnSeries } from './options.ts';

export interface Hover {
  /** Index into the times under the crosshair, or null. */
  readonly index: number | null;
  readonly marker: Marker | null;
}

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly height: number;
  readonly timesMs: readonly number[];
  readonly series: readonly DrawnSeries[];
  /** The only series to show, or null for all. */
  readonly only: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly markers: readonly Marker[];
  onZoom(fromMs: number, toMs: number): void;
  onHover(hover: Hover): void;
  /** The series nearest to the pointer of this very chart. */
  onFocus(key: string | null): void;
}

/** Lines over incident time, with a crosshair shared by all charts on screen. */
export function Chart(props: Props): ReactNode {
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    latest.current = props;
  });
  const { series, timesMs, height, unit, only, fromMs, toMs, markers } = props;
  const shape = JSON.stringify(series.map(({ key, color, dash, width: lineWidth }) => [key, color, dash, lineWidth]));
  const drawable = width > 80;

  // biome-ignore lint/correctness/useExhaustiveDependencies: data, size and window are applied below without a new chart.
  useEffect(() => {
    if (holder.current === null || !drawable) return;
    const options = chartOptions(
      latest.current.series,
      unit,
      { width, height },
      {
        range: () => [latest.current.fromMs, latest.current.toMs],
        draw: (drawn) => drawMarkers(drawn, latest.current.markers),
        zoom: (from, to) => latest.current.onZoom(from, to),
        cursor: (drawn) => {
          const left = drawn.cursor.left ?? -1;
          latest.current.onHover({
            index: left < 0 ? null : (drawn.cursor.idx ?? null),
            marker: left < 0 ? null : markerAt(drawn, left, latest.current.markers),
          });
        },
        focus: (index) =>
          latest.current.onFocus(index === null ? null : (latest.current.series[index - 1]?.key ?? null)),
      },
    );
    const made = new uPlot(options, dataOf(latest.current), holder.current);
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [shape, unit, scheme, drawable]);

  useEffect(() => {
    if (drawable) plot.current?.setSize({ width, height });
  }, [width, height, drawable]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new window or new markers need drawing too.
  useEffect(() => {
    plot.current?.setData(dataOf({ timesMs, series }));
  }, [timesMs, series, fromMs, toMs, markers]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new shape is a new chart, with all series shown.
  useEffect(() => {
    const drawn = plot.current;
    if (drawn === null) return;
    series.forEach((one, index) => {
      const show = only === null || one.key === only || one.key === `before|${only}`;
      if (drawn.series[index + 1]?.show !== show) drawn.setSeries(index + 1, { show });
    });
  }, [only, shape, scheme, drawable]);

  return (
    <div ref={frame} className="fd-chart" role="img" aria-label={props.label} style={{ height }}>
      <div ref={holder} />
    </div>
  );
}

const dataOf = (drawn: Pick<Props, 'timesMs' | 'series'>): uPlot.AlignedData => [
  [...drawn.timesMs],
  ...drawn.series.map((one) => [...one.values]),
];
