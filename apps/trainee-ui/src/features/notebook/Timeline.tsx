import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { CloseIcon, FlagIcon, PlusIcon } from '../../components/icons.tsx';
import { TimeInput } from '../../components/TimeInput.tsx';
import { useAsk } from '../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';
import { formatTime } from '../../model/format.ts';
import { useIncidentNow } from '../../model/now.ts';
import { windowParams } from '../../model/windowChoice.ts';
import { pinNames } from './pinNames.ts';

/** What a new entry begins with. `name` is the short name of the pin that it rests on. */
export interface TimelineStart {
  readonly atMs: number;
  readonly text: string;
  readonly pinId?: string;
  readonly name?: string;
}

const aroundMs = 5 * 60_000;

export function Timeline(props: { readonly start: TimelineStart | null; readonly onStarted: () => void }): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [params] = useSearchParams();
  const names = pinNames(view.pins);
  const running = view.phase === 'running';
  return (
    <>
      {view.timeline.length === 0 ? (
        <p className="fd-notebook-hint">No entries yet. What happened first, and when?</p>
      ) : (
        <ol className="fd-plain fd-timeline">
          {[...view.timeline]
            .sort((a, b) => a.atMs - b.atMs || a.seq - b.seq)
            .map((entry) => (
              <li key={entry.id} data-onset={entry.onset}>
                <Link
                  className="fd-timeline-time"
                  title="Look at the ten minutes around it"
                  to={`?${windowParams(params, { kind: 'fixed', fromMs: entry.atMs - aroundMs, toMs: entry.atMs + aroundMs })}`}
                >
                  {formatTime(entry.atMs)}
                </Link>
                <div className="fd-grow">
                  {entry.onset ? (
                    <span className="fd-onset">
                      <FlagIcon size={10} /> onset
                    </span>
                  ) : null}
                  {entry.text}
                  <span className="fd-dim">
                    {' '}
                    {entry.pinId === undefined ? '' : `${names.get(entry.pinId) ?? 'withdrawn'}, `}
                    {entry.author}
                  </span>
                </div>
                {running ? (
                  <ActionIcon
                    variant="subtle"
                    size="xs"
                    aria-label={`Remove ${formatTime(entry.atMs)} ${entry.text}`}
                    disabled={ask.busy}
                    onClick={() => void ask.run(() => commands.removeTimeline(entry.id))}
                  >
                    <CloseIcon size={10} />
                  </ActionIcon>
                ) : null}
              </li>
            ))}
        </ol>
      )}
      {running ? <AddEntry {...props} /> : null}
    </>
  );
}

function AddEntry(props: { readonly start: TimelineStart | null; readonly onStarted: () => void }): ReactNode {
  const { start, onStarted } = props;
  const nowMs = useIncidentNow();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [entry, setEntry] = useState<TimelineStart | null>(null);
  const [onset, setOnset] = useState(false);
  useEffect(() => {
    if (start === null) return;
    setEntry(start);
    setOnset(false);
    onStarted();
  }, [start, onStarted]);
  if (entry === null)
    return (
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<PlusIcon size={10} />}
        onClick={() => setEntry({ atMs: Math.floor(nowMs / 1000) * 1000, text: '' })}
      >
        Add an entry
      </Button>
    );
  const save = async (): Promise<void> => {
    const text = entry.text.trim();
    if (text === '') return;
    const request = { atMs: entry.atMs, text, onset, ...(entry.pinId === undefined ? {} : { pinId: entry.pinId }) };
    if (await ask.run(() => commands.addTimeline(request))) setEntry(null);
  };
  return (
    <form
      className="fd-stack fd-add"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="fd-row" style={{ alignItems: 'flex-start' }}>
        <div style={{ flex: '0 0 118px' }}>
          <TimeInput
            label="When"
            valueMs={entry.atMs}
            nearMs={nowMs}
            onChange={(atMs) => atMs !== null && setEntry({ ...entry, atMs })}
          />
        </div>
        <TextInput
          className="fd-grow"
          label={entry.name === undefined ? 'What happened' : `What happened (from ${entry.name})`}
          value={entry.text}
          maxLength={500}
          data-autofocus
          onChange={(event) => setEntry({ ...entry, text: event.target.value })}
        />
      </div>
      <div className="fd-row">
        <Checkbox
          label="This is the onset: when it began"
          checked={onset}
          onChange={(event) => setOnset(event.currentTarget.checked)}
        />
        <span className="fd-grow" />
        <Button variant="subtle" size="compact-xs" onClick={() => setEntry(null)}>
          Cancel
        </Button>
        <Button type="submit" size="compact-xs" disabled={entry.text.trim() === ''} loading={ask.busy}>
          Add
        </Button>
      </div>
    </form>
  );
}
