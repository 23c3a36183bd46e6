import { useMemo } from 'react';
import type { DrawnSeries } from '../chart/options.ts';
import { lineStyle } from '../chart/style.ts';
import { type Frame, joinFrames } from '../model/frame.ts';

interface Drawn {
  readonly timesMs: readonly number[];
  readonly series: readonly DrawnSeries[];
}

const nothing: Drawn = { timesMs: [], series: [] };

/** Lines of now, and dashed and thin under the same colours those of an earlier window. */
export function useDrawn(frame: Frame | null, before: Frame | null): Drawn {
  return useMemo(() => {
    if (frame === null) return nothing;
    const joined = before === null ? { now: frame, before: null } : joinFrames(frame, before);
    const series = joined.now.lines.map((line, index): DrawnSeries => {
      const { color, dash } = lineStyle(index);
      return { key: line.key, label: line.label, color, dash, width: 1.5, values: line.values };
    });
    const order = new Map(joined.now.lines.map((line, index) => [line.key, index]));
    const earlier = (joined.before?.lines ?? []).flatMap((line): DrawnSeries[] => {
      const index = order.get(line.key);
      if (index === undefined) return [];
      const { color } = lineStyle(index);
      return [
        {
          key: `before|${line.key}`,
          label: `${line.label}, an hour ago`,
          color,
          dash: [3, 4],
          width: 1,
          values: line.values,
        },
      ];
    });
    return { timesMs: joined.now.timesMs, series: [...series, ...earlier] };
  }, [frame, before]);
}
