import { ActionIcon, Button, Menu, SegmentedControl, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { PauseIcon, PlayIcon, SkipIcon } from '../components/icons.tsx';
import { useAsk } from '../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../data/drill.tsx';
import { formatTime } from '../model/format.ts';
import { useIncidentNow } from '../model/now.ts';

/** The incident clock and what can be done to it. */
export function Clock(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const now = useIncidentNow(view.clock.speed === 10 ? 200 : 500);
  const paused = view.clock.speed === 0;
  const running = view.phase === 'running';
  const waiting = running && !paused && now >= view.world.toMs && now < view.endsAtMs;
  const skip = (by: 'minute' | 'quarter' | 'hour') => () => void ask.run(() => commands.clock({ op: 'skip', by }));
  return (
    <section className="fd-clock" aria-label="Incident clock">
      <time className="fd-clock-time" dateTime={new Date(now).toISOString()} data-paused={paused}>
        {formatTime(now)}
        <span className="fd-clock-zone"> UTC</span>
      </time>
      {running ? (
        <>
          <Tooltip label={paused ? 'Go on (space)' : 'Pause (space)'}>
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={paused ? 'Go on' : 'Pause'}
              disabled={ask.busy}
              onClick={() => void ask.run(() => commands.clock({ op: paused ? 'resume' : 'pause' }))}
            >
              {paused ? <PlayIcon /> : <PauseIcon />}
            </ActionIcon>
          </Tooltip>
          <SegmentedControl
            className="fd-clock-speed"
            aria-label="Speed of the incident clock"
            size="xs"
            withItemsBorders={false}
            value={paused ? '' : String(view.clock.speed)}
            data={['1', '2', '10'].map((value) => ({ value, label: `x${value}` }))}
            onChange={(value) =>
              void ask.run(() => commands.clock({ op: 'speed', speed: value === '10' ? 10 : value === '2' ? 2 : 1 }))
            }
          />
          <Menu position="bottom-start" shadow="md">
            <Menu.Target>
              <Button
                className="fd-clock-skip"
                variant="subtle"
                size="compact-xs"
                disabled={ask.busy}
                leftSection={<SkipIcon size={11} />}
              >
                Skip
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={skip('minute')}>1 minute ahead</Menu.Item>
              <Menu.Item onClick={skip('quarter')}>15 minutes ahead</Menu.Item>
              <Menu.Item onClick={skip('hour')}>To the next full hour</Menu.Item>
              {view.members.length > 1 ? <Menu.Label>Further skips need most of the team to ask.</Menu.Label> : null}
            </Menu.Dropdown>
          </Menu>
          {view.skipVotes.length > 0 ? (
            <span className="fd-dim" role="status">
              {view.skipVotes.length} asked to skip
            </span>
          ) : null}
        </>
      ) : null}
      {waiting ? (
        <span className="fd-dim fd-late" role="status">
          waiting for telemetry
        </span>
      ) : null}
    </section>
  );
}
