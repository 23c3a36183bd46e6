import './changes.css';
import { Chip, Group, Select } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';
import { formatWindow } from '../../model/format.ts';
import { usePinTarget } from '../../model/pin.tsx';
import { useTimeWindow } from '../../model/window.ts';
import { useParamsEdit } from '../metrics/data/useParamsEdit.ts';
import { useSteadyWindow } from '../metrics/data/useSteadyWindow.ts';
import { useChanges } from './data.ts';
import { changePin, Entry } from './Entry.tsx';
import { inWindow, kinds } from './filter.ts';

/** Changes: everything that was done to the system, newest first. */
export function Pane(): ReactNode {
  const [params] = useSearchParams();
  const change = useParamsEdit();
  const { historyFromMs } = useDrill();
  const commands = useDrillCommands();
  const { setWindow } = useTimeWindow();
  const window = useSteadyWindow();
  const { changes, loaded, error, refetch } = useChanges();
  const [current, setCurrent] = useState<string | null>(null);
  const opened = params.get('change');
  const filter = useMemo(() => ({ kinds: params.getAll('kind'), service: params.get('service') ?? '' }), [params]);
  const { shown, before, after } = useMemo(() => inWindow(changes, filter, window), [changes, filter, window]);
  const services = useMemo(
    () =>
      [...new Set([...changes.map((change) => change.service), filter.service])].filter((name) => name !== '').sort(),
    [changes, filter.service],
  );
  const focused = shown.find((change) => change.id === (current ?? opened));
  usePinTarget(focused === undefined ? null : changePin(focused, window));
  useEffect(() => {
    // That the feed was looked at belongs to the team's story; a lost note of it must not stop anybody.
    commands.viewed('changes').catch(() => undefined);
  }, [commands]);
  return (
    <div className="fd-changes">
      <h2 className="fd-hidden">Changes</h2>
      <div className="fd-change-filters">
        <Chip.Group
          multiple
          value={[...filter.kinds]}
          onChange={(values) =>
            change((next) => {
              next.delete('kind');
              for (const value of values) next.append('kind', value);
            })
          }
        >
          <Group gap={4} role="group" aria-label="Kinds">
            {kinds.map((kind) => (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {kind}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Select
          aria-label="Service"
          placeholder="any service"
          data={services}
          value={filter.service === '' ? null : filter.service}
          onChange={(value) => change((next) => (value === null ? next.delete('service') : next.set('service', value)))}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Any service' }}
          w={184}
        />
      </div>
      {!loaded ? (
        error === null ? (
          <Waiting label="Loading changes" lines={6} />
        ) : (
          <Failure title="Changes could not be loaded." error={error} onRetry={refetch} />
        )
      ) : (
        <>
          {shown.length === 0 ? (
            <Notice title={`No changes match in ${formatWindow(window.fromMs, window.toMs)}.`}>
              Widen the window, or take back a filter.
            </Notice>
          ) : (
            <ol className="fd-plain">
              {shown.map((one) => (
                <Entry
                  key={one.id}
                  change={one}
                  open={one.id === opened}
                  window={window}
                  onFocus={() => setCurrent(one.id)}
                  onToggle={() =>
                    change((next) => (opened === one.id ? next.delete('change') : next.set('change', one.id)))
                  }
                />
              ))}
            </ol>
          )}
          {before + after > 0 ? (
            <p className="fd-dim fd-change-foot">
              {before} earlier and {after} later lie outside of the window.{' '}
              <button
                type="button"
                className="fd-link"
                onClick={() =>
                  setWindow(historyFromMs, Math.max(window.toMs, ...changes.map((one) => one.timeMs + 1000)))
                }
              >
                Show them all
              </button>
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}
