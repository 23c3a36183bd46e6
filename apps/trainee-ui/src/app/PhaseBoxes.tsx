import type { DrillView } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { useDrillContext } from '../data/drill.tsx';
import { formatElapsed } from '../model/format.ts';
import { useWorkNow } from '../model/now.ts';

const names: readonly DrillView['box']['name'][] = ['Establish', 'Hypothesise', 'Scope', 'Code', 'Confirm'];

/** The ritual's time boxes. The current one shows the work time used in it. */
export function PhaseBoxes(): ReactNode {
  const { view } = useDrillContext();
  const workNow = useWorkNow();
  // The view says what was used when it was made; since then only the work clock went on.
  const usedMs = view.phase === 'running' ? view.box.usedMs + sinceView(view, workNow) : view.box.usedMs;
  const current = names.indexOf(view.box.name);
  return (
    <ol className="fd-boxes fd-plain" aria-label="Time boxes">
      {names.map((name, index) => (
        <li
          key={name}
          data-state={index === current ? 'current' : index < current ? 'past' : 'next'}
          aria-current={index === current ? 'step' : undefined}
        >
          {name}
          {index === current && view.phase !== 'paged' ? (
            <span className="fd-box-time" data-over={usedMs > view.box.limitMs}>
              {formatElapsed(usedMs)}
              <span className="fd-box-limit"> / {formatElapsed(view.box.limitMs)}</span>
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function sinceView(view: DrillView, workNow: number): number {
  const then = view.clock.speed === 0 ? 0 : Math.max(0, view.serverMs - view.clock.wallMs);
  return Math.max(0, workNow - (view.clock.workMs + then));
}
