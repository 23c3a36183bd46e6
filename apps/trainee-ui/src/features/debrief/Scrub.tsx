import type { Debrief } from '@firedrill/protocol';
import { type ReactNode, useMemo, useState } from 'react';
import { debriefSpan } from '../../model/axis.ts';
import { formatElapsed, formatTimeUtc } from '../../model/format.ts';
import { Chart } from '../metrics/chart/Chart.tsx';
import { useRanges } from '../metrics/data/useRanges.ts';
import { stepFor } from '../metrics/model/step.ts';
import { unitOf } from '../metrics/model/unit.ts';
import { useDrawn } from '../metrics/panel/useDrawn.ts';
import { Replay } from './Replay.tsx';

type Deed = Debrief['deeds'][number];

/** The replay, with a slider: what was done last at that moment, and the panel as it was then. */
export function Scrub(props: { readonly debrief: Debrief }): ReactNode {
  const { debrief } = props;
  const span = useMemo(() => debriefSpan(debrief), [debrief]);
  const deeds = useMemo(() => [...debrief.deeds].sort((a, b) => a.incidentMs - b.incidentMs), [debrief]);
  const [atMs, setAtMs] = useState(() => deeds.find(({ panel }) => panel !== undefined)?.incidentMs ?? span.fromMs);
  const done = deeds.filter(({ incidentMs }) => incidentMs <= atMs);
  const last = done.at(-1);
  const looked = done.findLast(({ panel }) => panel !== undefined);
  return (
    <>
      <Replay debrief={debrief} atMs={atMs} />
      <label className="fd-scrub">
        <span className="fd-hidden">Moment of the replay</span>
        <input
          type="range"
          min={span.fromMs}
          max={span.toMs}
          step={1000}
          value={atMs}
          aria-valuetext={formatTimeUtc(atMs)}
          onChange={(event) => setAtMs(Number(event.target.value))}
        />
      </label>
      <p aria-live="polite">
        <b>{formatTimeUtc(atMs)}</b>{' '}
        {last === undefined ? (
          <span className="fd-dim">Nobody had been paged yet.</span>
        ) : (
          <>
            {last.author} {last.text}
            <span className="fd-dim"> ({formatElapsed(last.workMs)} into the work)</span>
          </>
        )}
      </p>
      {looked?.panel === undefined ? null : <PanelThen panel={looked.panel} />}
    </>
  );
}

/** Nothing later than that second is drawn. */
function PanelThen(props: { readonly panel: NonNullable<Deed['panel']> }): ReactNode {
  const { expr, fromMs, toMs } = props.panel;
  const window = useMemo(() => ({ fromMs, toMs, open: false }), [fromMs, toMs]);
  const queries = useMemo(() => [{ expr }], [expr]);
  const { frame, error } = useRanges(queries, window, stepFor(window));
  const { timesMs, series } = useDrawn(frame, null);
  if (error !== null) return <p className="fd-dim">What was on the screen cannot be drawn again: {error.message}</p>;
  return (
    <figure className="fd-panel-then">
      <figcaption className="fd-mono fd-dim">{expr}</figcaption>
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
        onZoom={() => undefined}
        onHover={() => undefined}
        onFocus={() => undefined}
      />
    </figure>
  );
}
