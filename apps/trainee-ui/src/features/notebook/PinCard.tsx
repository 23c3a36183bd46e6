import type { Pin } from '@firedrill/protocol';
import { ActionIcon, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAsk } from '../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';
import { formatTime, formatWindow } from '../../model/format.ts';
import { evidencePath } from '../../model/links.ts';
import { modalityLabel } from '../../model/readings.ts';
import { pinDragType } from './pinNames.ts';
import { ReadingMark } from './ReadingMark.tsx';
import type { TimelineStart } from './Timeline.tsx';

/** One pin: its name, what was read, and the way back to where it was seen. It can be dragged into a slot. */
export function PinCard(props: {
  readonly pin: Pin;
  readonly name: string;
  readonly onTimeline: (start: TimelineStart) => void;
}): ReactNode {
  const { pin, name } = props;
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const navigate = useNavigate();
  const path = evidencePath(view.id, pin.query, pin.window);
  const running = view.phase === 'running';
  return (
    <li
      className="fd-pin"
      draggable={running}
      onDragStart={(event) => {
        event.dataTransfer.setData(pinDragType, pin.id);
        event.dataTransfer.effectAllowed = 'copy';
      }}
    >
      <span className="fd-pin-name">{name}</span>
      <div className="fd-grow">
        <Link className="fd-pin-title" to={path} title="Look at it again">
          {pin.title}
        </Link>
        <div className="fd-pin-meta">
          <ReadingMark reading={pin.reading} value={pin.value} />
          <span>{modalityLabel[pin.query.modality]}</span>
          <span title={formatWindow(pin.window.fromMs, pin.window.toMs)}>
            {formatTime(pin.window.fromMs)}-{formatTime(pin.window.toMs)}
          </span>
          <span>{pin.author}</span>
        </div>
        {pin.note === '' ? null : <p className="fd-pin-note">{pin.note}</p>}
      </div>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" size="sm" aria-label={`More for ${name}`}>
            <span aria-hidden="true">&#8942;</span>
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigate(path)}>Look at it again</Menu.Item>
          {running ? (
            <>
              <Menu.Item
                onClick={() => props.onTimeline({ atMs: pin.window.fromMs, text: pin.title, pinId: pin.id, name })}
              >
                Put it on the timeline
              </Menu.Item>
              <Menu.Item disabled={ask.busy} onClick={() => void ask.run(() => commands.unpin(pin.id))}>
                Withdraw
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
