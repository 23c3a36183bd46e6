import type uPlot from 'uplot';
import { cssColor } from '../../../model/palette.ts';
import type { Marker } from '../../changes/data.ts';

/** Draws a dashed line and a foot for each change in sight. */
export function drawMarkers(plot: uPlot, markers: readonly Marker[]): void {
  const { ctx, bbox } = plot;
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = cssColor('var(--fd-dim)');
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  for (const { timeMs } of markers) {
    if (timeMs < min || timeMs > max) continue;
    const x = Math.round(plot.valToPos(timeMs, 'x', true));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + bbox.height - 5 * ratio);
    ctx.lineTo(x - 3.5 * ratio, bbox.top + bbox.height);
    ctx.lineTo(x + 3.5 * ratio, bbox.top + bbox.height);
    ctx.fill();
  }
  ctx.restore();
}

/** The change under the cursor, within a few pixels. */
export function markerAt(plot: uPlot, left: number, markers: readonly Marker[]): Marker | null {
  let best: Marker | null = null;
  let distance = 6;
  for (const marker of markers) {
    const away = Math.abs(plot.valToPos(marker.timeMs, 'x') - left);
    if (away < distance) {
      best = marker;
      distance = away;
    }
  }
  return best;
}
