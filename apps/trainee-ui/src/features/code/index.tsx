import { type ReactNode, useState } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { Browser } from './Browser.tsx';
import { EarlyDoor, ShutDoor } from './Door.tsx';
import './code.css';

const walkedThrough = (drillId: string): string => `firedrill.earlyCode.${drillId}`;

/** The repository, behind its door. */
export function Pane(): ReactNode {
  const view = useDrill();
  const [early, setEarly] = useState(() => sessionStorage.getItem(walkedThrough(view.id)) !== null);
  if (view.phase === 'ended') return <Browser />;
  if (!view.doorOpen) return <ShutDoor missing={view.missing} />;
  if (view.locked.length === 0 && !early)
    return (
      <EarlyDoor
        onOpen={() => {
          sessionStorage.setItem(walkedThrough(view.id), 'yes');
          setEarly(true);
        }}
      />
    );
  return <Browser />;
}
