import uPlot from 'uplot';
import { formatMinute, formatTime, formatValue } from '../../../model/format.ts';
import { cssColor } from '../../../model/palette.ts';
import { timeIncrements } from './style.ts';

export interface DrawnSeries {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly dash: number[] | undefined;
  readonly width: number;
  readonly values: readonly (number | null)[];
}

export interface ChartHandlers {
  /** Ends of the x axis, epoch ms. */
  range(): readonly [number, number];
  draw(plot: uPlot): void;
  zoom(fromMs: number, toMs: number): void;
  cursor(plot: uPlot): void;
  focus(index: number | null): void;
}

const timeLabel = (timeMs: number, incrementMs: number): string =>
  incrementMs < 60_000 ? formatTime(timeMs) : formatMinute(timeMs);

/** Only the crosshair is shared: a drag belongs to one chart. */
const isHover = (event: string): boolean => event === 'mousemove' || event === 'mouseleave';

/** uPlot's options for lines over incident time. */
export function chartOptions(
  series: readonly DrawnSeries[],
  unit: string,
  size: { readonly width: number; readonly height: number },
  handlers: ChartHandlers,
): uPlot.Options {
  const line = (): string => cssColor('var(--fd-line)');
  const dim = (): string => cssColor('var(--fd-dim)');
  const axis = {
    stroke: dim,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return {
    ...size,
    ms: 1,
    tzDate: (timeMs) => uPlot.tzDate(new Date(timeMs), 'Etc/UTC'),
    padding: [8, 8, 0, 0],
    legend: { show: false },
    focus: { alpha: 0.35 },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 4 },
      focus: { prox: 24 },
      points: { size: 6, width: 1 },
      sync: { key: 'firedrill-metrics', setSeries: false, scales: ['x', null], filters: { pub: isHover } },
    },
    scales: {
      x: { time: true, range: () => [...handlers.range()] },
      y: { range: (_plot, min, max) => [Math.min(0, min ?? 0), (max ?? 0) > 0 ? (max ?? 0) * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        space: 64,
        size: 22,
        gap: 4,
        incrs: timeIncrements,
        values: (_plot, splits, _axis, _space, increment) => splits.map((timeMs) => timeLabel(timeMs, increment)),
      },
      {
        ...axis,
        space: 28,
        size: 58,
        gap: 4,
        values: (_plot, splits) => splits.map((value) => formatValue(value, unit)),
      },
    ],
    series: [
      {},
      ...series.map(
        (one): uPlot.Series => ({
          label: one.label,
          scale: 'y',
          stroke: () => cssColor(one.color),
          width: one.width,
          spanGaps: false,
          points: { size: 3, fill: () => cssColor(one.color) },
          ...(one.dash === undefined ? {} : { dash: one.dash }),
        }),
      ),
    ],
    hooks: {
      draw: [handlers.draw],
      setCursor: [handlers.cursor],
      setSeries: [
        (_plot, index, change) => {
          if ('focus' in change) handlers.focus(index);
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          handlers.zoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}
