import type { PanelThen } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatTime, formatTimeUtc } from '../../../model/format.ts';
import type { Deed } from '../moment.tsx';
import { ChangesThen } from './ChangesThen.tsx';
import { LinesThen } from './LinesThen.tsx';
import { MetricThen } from './MetricThen.tsx';
import { TracesThen } from './TracesThen.tsx';
import { TraceThen } from './TraceThen.tsx';
import './then.css';
import { useScreen } from './useScreen.ts';

/** What the team had on the screen, as it was at that second. */
export function Screen(props: { readonly deed: Deed; readonly atMs: number }): ReactNode {
  const { deed, atMs } = props;
  const { data, error, isPlaceholderData } = useScreen(deed.seq, atMs);
  return (
    <section className="fd-screen" aria-label="On the screen then" aria-busy={isPlaceholderData}>
      <h4>
        On the screen at {formatTimeUtc(atMs)}{' '}
        <span className="fd-dim">
          since {formatTime(deed.incidentMs)}, by {deed.author}
        </span>
      </h4>
      {error ? <p className="fd-dim">What was on the screen cannot be shown again: {error.message}</p> : null}
      <div className="fd-screen-panels" data-many={data !== undefined && data.panels.length > 1}>
        {data?.panels.map((panel, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the panels of one screen keep their order.
          <Panel key={index} panel={panel} atMs={atMs} />
        ))}
      </div>
      {data !== undefined && data.more > 0 ? <p className="fd-dim">and {data.more} more panels</p> : null}
    </section>
  );
}

function Panel(props: { readonly panel: PanelThen; readonly atMs: number }): ReactNode {
  const { panel } = props;
  switch (panel.kind) {
    case 'metric':
      return <MetricThen panel={panel} />;
    case 'log':
      return <LinesThen panel={panel} />;
    case 'traces':
      return <TracesThen panel={panel} />;
    case 'trace':
      return <TraceThen panel={panel} />;
    case 'changes':
      return <ChangesThen panel={panel} />;
  }
}
