import '../logs/logs.css';
import '../metrics/table.css';
import '../timestrip/strip.css';
import './traces.css';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { formatWindow } from '../../model/format.ts';
import { useMarkers } from '../changes/data.ts';
import { useSteadyWindow } from '../metrics/data/useSteadyWindow.ts';
import { Differences } from './Differences.tsx';
import { useTraceSearch } from './data.ts';
import { Heatmap } from './Heatmap.tsx';
import { isInside, type Region } from './model/region.ts';
import { SearchForm } from './SearchForm.tsx';
import { TraceList } from './TraceList.tsx';
import { TraceView } from './TraceView.tsx';
import { useTraceParams } from './useTraceParams.ts';

/** Traces: single requests on their way through the system. */
export function Pane(): ReactNode {
  const params = useTraceParams();
  return (
    <div className="fd-traces">
      <h2 className="fd-hidden">Traces</h2>
      {params.traceId === null ? (
        <Search params={params} />
      ) : (
        <TraceView
          traceId={params.traceId}
          span={params.span}
          onSpan={(span) => params.set({ span })}
          onClose={() => params.set({ trace: null, span: null })}
        />
      )}
    </div>
  );
}

function Search(props: { readonly params: ReturnType<typeof useTraceParams> }): ReactNode {
  const { params } = props;
  const window = useSteadyWindow(14_500);
  const markers = useMarkers();
  const [region, setRegion] = useState<Region | null>(null);
  const search = useTraceSearch(params.filter, window, params.asked ? 'person' : 'view');
  const traces = search.data?.traces ?? [];
  const listed = region === null ? traces : traces.filter((trace) => isInside(trace, region));
  return (
    <>
      <SearchForm params={params} operations={search.data?.operations ?? {}} />
      {search.data === undefined ? (
        search.error === null ? (
          <Waiting label="Loading traces" lines={6} />
        ) : (
          <Failure title="Traces could not be loaded." error={search.error} onRetry={() => void search.refetch()} />
        )
      ) : traces.length === 0 ? (
        <Notice title={`No traces match in ${formatWindow(window.fromMs, window.toMs)}.`}>
          Widen the window, or take back a filter. One request in ten is traced.
        </Notice>
      ) : (
        <>
          <Heatmap traces={traces} window={window} markers={markers} region={region} onRegion={setRegion} />
          {region === null ? null : <Differences traces={traces} region={region} onClear={() => setRegion(null)} />}
          <TraceList
            traces={listed}
            total={region === null ? search.data.total : listed.length}
            onOpen={(trace) => params.set({ trace, span: null })}
          />
        </>
      )}
    </>
  );
}
