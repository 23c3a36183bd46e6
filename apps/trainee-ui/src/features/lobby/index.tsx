import { Button, CopyButton, Progress } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../components/useAsk.ts';
import { useConnected, useDrill, useDrillCommands } from '../../data/drill.tsx';
import { readSeat } from '../../data/seat.ts';
import { Example } from './Example.tsx';
import './lobby.css';

/** Before the page: who is here, how others join, and how far the system's history is. */
export function Lobby(): ReactNode {
  const view = useDrill();
  const connected = useConnected();
  const commands = useDrillCommands();
  const ask = useAsk();
  const seat = readSeat(view.id);
  const hosting = seat?.role === 'host';
  const link = `${window.location.origin}/join/${view.joinCode}`;
  const percent = Math.round(view.world.share * 100);
  useEffect(() => {
    document.title = `${view.title} - Firedrill`;
  }, [view.title]);

  return (
    <main className="fd-lobby">
      <header>
        <Link to="/" className="fd-link">
          Firedrill
        </Link>
        <h1>{view.title}</h1>
        <p className="fd-dim fd-lobby-mode">
          {view.teamName},{' '}
          {view.mode === 'guided' ? 'guided: code opens after a locked hypothesis' : 'open: code is always there'}
          {view.timeBoxes ? '' : '; the time boxes are not scored'}
        </p>
      </header>
      <div className="fd-lobby-columns">
        <div>
          <section aria-labelledby="who-title">
            <h2 id="who-title">Who is here</h2>
            <ul className="fd-plain fd-stack" style={{ gap: 4 }}>
              {view.members.map((member) => (
                <li key={member.seatId} className="fd-row">
                  <span className="fd-lobby-dot" data-present={member.present} aria-hidden="true" />
                  {member.name}
                  <span className="fd-dim">
                    {member.role === 'host' ? 'hosts' : ''}
                    {member.seatId === seat?.seatId ? ' (you)' : ''}
                    {member.present ? '' : ' away'}
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <section aria-labelledby="join-title">
            <h2 id="join-title">Others join with</h2>
            <p className="fd-lobby-code">{view.joinCode}</p>
            <div className="fd-row fd-wrap">
              <span className="fd-mono fd-lobby-link">{link}</span>
              <CopyButton value={link}>
                {({ copied, copy }) => (
                  <Button variant="default" size="compact-xs" onClick={copy}>
                    {copied ? 'Copied' : 'Copy link'}
                  </Button>
                )}
              </CopyButton>
            </div>
          </section>
          <section aria-labelledby="world-title">
            <h2 id="world-title">The shop</h2>
            <Progress value={view.world.ready ? 100 : percent} aria-label="Preparing the shop's history" size="sm" />
            <p className="fd-dim" role="status">
              {view.world.ready ? 'Ready.' : `${view.world.doing || 'Preparing'} (${percent} %)`}
            </p>
          </section>
          <section>
            {hosting ? (
              <Button
                size="md"
                disabled={!view.world.ready}
                loading={ask.busy}
                onClick={() => void ask.run(() => commands.start())}
              >
                {view.world.ready ? 'Start: page us' : 'Start (when the shop is ready)'}
              </Button>
            ) : (
              <p role="status">The host starts the drill. You will be paged.</p>
            )}
            {connected ? null : (
              <p className="fd-warn fd-late" role="status">
                Reconnecting ...
              </p>
            )}
          </section>
        </div>
        <Example />
      </div>
    </main>
  );
}
