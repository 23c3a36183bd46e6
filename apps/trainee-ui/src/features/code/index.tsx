import type { ReactNode } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { readSeat } from '../../data/seat.ts';
import { Browser } from './Browser.tsx';
import { EarlyDoor, ShutDoor } from './Door.tsx';
import './code.css';

/** The repository, behind its door. */
export function Pane(): ReactNode {
  const view = useDrill();
  if (view.phase === 'ended') return <Browser />;
  if (!view.doorOpen) return <ShutDoor missing={view.missing} />;
  const isEarly = !view.locked.some(({ complete }) => complete);
  if (isEarly && !view.earlyEntrants.includes(readSeat(view.id)?.seatId ?? '')) return <EarlyDoor />;
  return <Browser />;
}
