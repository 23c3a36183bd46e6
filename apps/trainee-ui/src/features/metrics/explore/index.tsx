import './explore.css';
import { Button, Menu, SegmentedControl } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { PlusIcon } from '../../../components/icons.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Waiting } from '../../../components/Waiting.tsx';
import { useDrill } from '../../../data/drill.tsx';
import { formatWindow } from '../../../model/format.ts';
import { useTimeWindow } from '../../../model/window.ts';
import { useMarkers } from '../../changes/data.ts';
import { useRanges } from '../data/useRanges.ts';
import { type SteadyWindow, useSteadyWindow } from '../data/useSteadyWindow.ts';
import { expand } from '../model/expand.ts';
import { type Frame, mergeFrames } from '../model/frame.ts';
import { stepFor } from '../model/step.ts';
import { unitOf } from '../model/unit.ts';
import { Graph } from './Graph.tsx';
import { readHistory, remember } from './history.ts';
import { MetricList } from './MetricList.tsx';
import { QueryRow } from './QueryRow.tsx';
import { ResultTable } from './ResultTable.tsx';
import { useExprs } from './useExprs.ts';
import { useInstant } from './useInstant.ts';

const mostQueries = 6;

/** A place to ask in PromQL: several queries, their graph, their values. */
export function Explore(): ReactNode {
  const { id } = useDrill();
  const [exprs, setExprs] = useExprs();
  const window = useSteadyWindow();
  const [view, setView] = useState('graph');
  const [answers, setAnswers] = useState<ReadonlyMap<number, Frame>>(new Map());
  const asked = exprs.some((expr) => expr.trim() !== '');
  const stepMs = stepFor(window, 200);
  const run = (index: number, expr: string): void => {
    remember(id, expr);
    setExprs(exprs.map((held, at) => (at === index ? expr : held)));
  };
  const take = (index: number, frame: Frame | null): void =>
    setAnswers((held) => {
      if ((held.get(index) ?? null) === frame) return held;
      const next = new Map(held);
      if (frame === null) next.delete(index);
      else next.set(index, frame);
      return next;
    });
  return (
    <div className="fd-explore">
      <div data-query>
        {exprs.map((expr, index) => (
          <Query
            // biome-ignore lint/suspicious/noArrayIndexKey: queries are known by their place, A, B, C.
            key={index}
            index={index}
            expr={expr}
            stepMs={stepMs}
            window={window}
            removable={exprs.length > 1}
            onRun={(next) => run(index, next)}
            onRemove={() => {
              setAnswers(new Map());
              setExprs(exprs.filter((_, at) => at !== index));
            }}
            onAnswer={(frame) => take(index, frame)}
          />
        ))}
      </div>
      <div className="fd-explore-bar">
        <Button
          variant="default"
          leftSection={<PlusIcon />}
          disabled={exprs.length >= mostQueries}
          onClick={() => setExprs([...exprs, ''])}
        >
          Query
        </Button>
        <History drillId={id} onPick={(expr) => run(exprs.length - 1, expr)} />
        <SegmentedControl
          aria-label="Show as"
          data={[
            { value: 'graph', label: 'Graph' },
            { value: 'table', label: 'Table' },
          ]}
          value={view}
          onChange={setView}
        />
        <span className="fd-dim">Enter runs, Shift-Enter makes a new line.</span>
      </div>
      {!asked ? (
        <MetricList onAsk={(expr) => run(exprs.length - 1, expr)} />
      ) : view === 'graph' ? (
        <Graphs exprs={exprs} answers={answers} window={window} />
      ) : (
        <Values exprs={exprs.map((expr) => expand(expr, { service: '', stepMs }))} window={window} />
      )}
    </div>
  );
}

/** Hands an answer up when it is another one. */
function useAnswer(frame: Frame | null, take: (frame: Frame | null) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => latest.current(frame), [frame]);
}

function Query(props: {
  readonly index: number;
  readonly expr: string;
  readonly stepMs: number;
  readonly window: SteadyWindow;
  readonly removable: boolean;
  onRun(expr: string): void;
  onRemove(): void;
  onAnswer(frame: Frame | null): void;
}): ReactNode {
  const { expr, stepMs, window } = props;
  const queries = useMemo(
    () => (expr.trim() === '' ? [] : [{ expr: expand(expr, { service: '', stepMs }) }]),
    [expr, stepMs],
  );
  const { frame, error } = useRanges(queries, window, stepMs, { askedBy: 'person' });
  useAnswer(queries.length === 0 || error !== null ? null : frame, props.onAnswer);
  return (
    <QueryRow
      letter={letterOf(props.index)}
      expr={expr}
      error={error}
      removable={props.removable}
      onRun={props.onRun}
      onRemove={props.onRemove}
    />
  );
}

const letterOf = (index: number): string => String.fromCharCode(65 + index);

/** Lines that say which query they answer. */
const lettered = (frame: Frame, index: number): Frame => ({
  ...frame,
  lines: frame.lines.map((line) => ({
    ...line,
    key: `${letterOf(index)} ${line.key}`,
    label: line.label === 'value' ? letterOf(index) : `${letterOf(index)} ${line.label}`,
  })),
});

function Graphs(props: {
  readonly exprs: readonly string[];
  readonly answers: ReadonlyMap<number, Frame>;
  readonly window: SteadyWindow;
}): ReactNode {
  const { exprs, answers, window } = props;
  const { setWindow } = useTimeWindow();
  const markers = useMarkers();
  const frame = useMemo(
    () =>
      mergeFrames(
        [...answers]
          .sort(([a], [b]) => a - b)
          .map(([index, held]) => (answers.size > 1 ? lettered(held, index) : held)),
      ),
    [answers],
  );
  if (answers.size === 0) return <Waiting label="Asking" />;
  if (frame.lines.length === 0)
    return (
      <Notice title={`No series in ${formatWindow(window.fromMs, window.toMs)}.`}>
        Widen the window, or check the names of metric and labels.
      </Notice>
    );
  return (
    <Graph
      frame={frame}
      unit={unitOf(exprs[0] ?? '')}
      title={exprs.filter((expr) => expr !== '').join('; ')}
      window={window}
      markers={markers}
      onZoom={setWindow}
    />
  );
}

function Values(props: { readonly exprs: readonly string[]; readonly window: SteadyWindow }): ReactNode {
  const exprs = props.exprs.filter((expr) => expr.trim() !== '');
  const { data } = useInstant(exprs, props.window.toMs, true);
  if (data === undefined) return <Waiting label="Asking" />;
  if (data.every((answer) => answer.result.series.length === 0))
    return <Notice title="No series at the end of the window.">Check the names of metric and labels.</Notice>;
  return <ResultTable answers={data} atMs={props.window.toMs} window={props.window} />;
}

function History(props: { readonly drillId: string; onPick(expr: string): void }): ReactNode {
  const [entries, setEntries] = useState<readonly string[]>([]);
  return (
    <Menu position="bottom-start" onOpen={() => setEntries(readHistory(props.drillId))}>
      <Menu.Target>
        <Button variant="default">History</Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {entries.length === 0 ? <Menu.Label>Nothing asked yet.</Menu.Label> : null}
        {entries.map((expr) => (
          <Menu.Item key={expr} onClick={() => props.onPick(expr)} className="fd-mono" maw={560}>
            {expr}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
