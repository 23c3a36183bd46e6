import '../metrics/table.css';
import './logs.css';
import { Button, SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PinButton } from '../../components/PinButton.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { ApiError } from '../../data/errors.ts';
import { formatWindow, significant } from '../../model/format.ts';
import { useTimeWindow } from '../../model/window.ts';
import { useMarkers } from '../changes/data.ts';
import { put, useParamsEdit } from '../metrics/data/useParamsEdit.ts';
import { type SteadyWindow, useSteadyWindow } from '../metrics/data/useSteadyWindow.ts';
import { useLogFacets, useLogSearch } from './data.ts';
import { Facets } from './Facets.tsx';
import { Histogram } from './Histogram.tsx';
import { chipText, withoutPart } from './model/chips.ts';
import { queryPin } from './model/pins.ts';
import { Patterns } from './Patterns.tsx';
import { QueryBar } from './QueryBar.tsx';
import { Rows } from './Rows.tsx';
import { useLogQuery } from './useLogQuery.ts';

/** Lines that are being read do not move: the window stands still while somebody reads. */
function useReadingWindow(): {
  readonly window: SteadyWindow;
  readonly paused: boolean;
  readonly hold: (reading: boolean) => void;
} {
  const steady = useSteadyWindow();
  const { live } = useTimeWindow();
  const [held, setHeld] = useState<SteadyWindow | null>(null);
  const latest = useRef(steady);
  latest.current = steady;
  const paused = live !== null && held !== null;
  const hold = (reading: boolean): void => setHeld((now) => (reading ? (now ?? latest.current) : null));
  return { window: paused ? held : steady, paused, hold };
}

/** Logs: what the processes wrote. */
export function Pane(): ReactNode {
  const [params] = useSearchParams();
  const edit = useParamsEdit();
  const { setWindow } = useTimeWindow();
  const query = useLogQuery();
  const markers = useMarkers();
  const { window, paused, hold } = useReadingWindow();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [showFacets, setShowFacets] = useState(false);
  const tab = params.get('tab') === 'patterns' ? 'patterns' : 'lines';
  const setTab = (value: string): void => edit((now) => put(now, 'tab', value === 'patterns' ? value : null));
  // The server refuses what this side cannot read too, and says more of why.
  const search = useLogSearch(query.text, window, params.has('q') ? 'person' : 'view');
  const facets = useLogFacets(query.text, window);
  const length = window.toMs - window.fromMs;
  const earlier = useLogFacets(query.text, { fromMs: window.fromMs - length, toMs: window.fromMs }, tab === 'patterns');
  const rows = useMemo(() => search.data?.pages.flatMap((page) => page.rows) ?? [], [search.data]);
  const total = search.data?.pages[0]?.total;
  const refused = search.error instanceof ApiError && search.error.code === 'bad_query';

  return (
    <div className="fd-logs">
      <h2 className="fd-hidden">Logs</h2>
      <QueryBar query={query} error={search.error} />
      <Histogram query={query.text} window={window} markers={markers} onZoom={setWindow} />
      <div className="fd-log-bar-row">
        <SegmentedControl
          aria-label="Show"
          data={[
            { value: 'lines', label: 'Lines' },
            { value: 'patterns', label: 'Patterns' },
          ]}
          value={tab}
          onChange={setTab}
        />
        <span className="fd-dim" role="status">
          {total === undefined ? '' : `${significant(total)} lines`}
        </span>
        <PinButton target={queryPin(query.text, window)} label="Pin all lines of this query" />
        <span className="fd-grow" />
        {paused ? (
          <Button
            variant="default"
            onClick={() => {
              setOpen(new Set());
              hold(false);
              document.querySelector('.fd-log-rows')?.scrollTo({ top: 0 });
            }}
          >
            Paused while you read. Go on
          </Button>
        ) : null}
        <button
          type="button"
          className="fd-link fd-log-fields-toggle"
          aria-expanded={showFacets}
          onClick={() => setShowFacets(!showFacets)}
        >
          {showFacets ? 'Hide values' : 'Values to filter by'}
        </button>
      </div>
      <div className="fd-log-body" data-facets={showFacets}>
        <Facets facets={facets.data?.facets ?? []} query={query} />
        <div className="fd-log-main">
          {search.error !== null && !refused && rows.length === 0 ? (
            <Failure title="Lines could not be loaded." error={search.error} onRetry={() => void search.refetch()} />
          ) : refused ? (
            <Notice title="The query cannot be read.">Put it right above, or go back to chips.</Notice>
          ) : search.data === undefined ? (
            <Waiting label="Loading lines" lines={6} />
          ) : tab === 'patterns' ? (
            <Patterns
              patterns={facets.data?.patterns ?? []}
              before={earlier.data?.patterns ?? null}
              query={query}
              window={window}
              onShow={() => setTab('lines')}
            />
          ) : rows.length === 0 ? (
            <Notice title={`No lines match in ${formatWindow(window.fromMs, window.toMs)}.`}>
              Widen the window{query.parts.length === 0 ? '.' : ', or drop '}
              {query.parts.map((part, index) => (
                <span key={chipText(part)}>
                  {index > 0 ? ', ' : ''}
                  <button
                    type="button"
                    className="fd-link"
                    onClick={() => query.change((parts) => withoutPart(parts, index))}
                  >
                    {chipText(part)}
                  </button>
                </span>
              ))}
            </Notice>
          ) : (
            <Rows
              rows={rows}
              total={total ?? 0}
              query={query}
              window={window}
              more={search.hasNextPage}
              loadingMore={search.isFetchingNextPage}
              open={open}
              onOpen={(next) => {
                setOpen(next);
                if (next.size > 0) hold(true);
              }}
              onMore={() => {
                hold(true);
                void search.fetchNextPage();
              }}
              onScrolled={(away) => {
                if (away) hold(true);
                else if (open.size === 0) hold(false);
              }}
            />
          )}
        </div>
      </div>
    </div>
  );
}
