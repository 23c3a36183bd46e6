import type { ReactNode } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { PinCard } from './PinCard.tsx';
import { pinNames } from './pinNames.ts';
import type { TimelineStart } from './Timeline.tsx';

export function Evidence(props: { readonly onTimeline: (start: TimelineStart) => void }): ReactNode {
  const { pins } = useDrill();
  if (pins.length === 0)
    return (
      <p className="fd-notebook-hint">
        Nothing pinned yet. Point at a series, a log line, a span or a change and press p.
      </p>
    );
  const names = pinNames(pins);
  return (
    <ul className="fd-plain">
      {[...pins]
        .sort((a, b) => a.seq - b.seq)
        .map((pin) => (
          <PinCard key={pin.id} pin={pin} name={names.get(pin.id) ?? ''} onTimeline={props.onTimeline} />
        ))}
    </ul>
  );
}
