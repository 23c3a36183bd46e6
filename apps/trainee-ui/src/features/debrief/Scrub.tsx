import type { Debrief } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { debriefSpan } from '../../model/axis.ts';
import { formatElapsed, formatTimeUtc } from '../../model/format.ts';
import { type Deed, useMoment } from './moment.tsx';
import { Replay } from './Replay.tsx';
import { Screen } from './then/Screen.tsx';

/** The replay, with a slider: what was done last at that second, and what was on the screen, as it was then. */
export function Scrub(props: { readonly debrief: Debrief }): ReactNode {
  const { debrief } = props;
  const { atMs, deed, deeds, moveTo, show } = useMoment();
  const span = useMemo(() => debriefSpan(debrief), [debrief]);
  const index = deed === null ? -1 : deeds.indexOf(deed);
  const looked = deeds.slice(0, index + 1).findLast((one) => one.looked);
  const step = (label: string, to: Deed | undefined): ReactNode => (
    <Button variant="default" size="compact-sm" disabled={to === undefined} onClick={() => to && show(to)}>
      {label}
    </Button>
  );
  return (
    <>
      <Replay debrief={debrief} atMs={atMs} now={deed} onShow={show} />
      <label className="fd-scrub">
        <span className="fd-hidden">Moment of the replay</span>
        <input
          type="range"
          min={span.fromMs}
          max={span.toMs}
          step={1000}
          value={atMs}
          aria-valuetext={formatTimeUtc(atMs)}
          onChange={(event) => moveTo(Number(event.target.value))}
        />
      </label>
      <div className="fd-scrub-now">
        {step('Step back', deeds[index - 1])}
        {step('Next step', deeds[index + 1])}
        <p aria-live="polite">
          <b>{formatTimeUtc(atMs)}</b>{' '}
          {deed === null ? (
            <span className="fd-dim">Nobody had been paged yet.</span>
          ) : (
            <>
              {deed.author} {deed.text}
              <span className="fd-dim"> ({formatElapsed(deed.workMs)} into the work)</span>
            </>
          )}
        </p>
      </div>
      {looked === undefined ? (
        <p className="fd-dim">Nobody had looked at metrics, logs, traces or changes by then.</p>
      ) : (
        <Screen deed={looked} atMs={atMs} />
      )}
    </>
  );
}
