import type { Change, TimeWindow } from '@firedrill/protocol';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { PinButton } from '../../components/PinButton.tsx';
import { useDrill } from '../../data/drill.tsx';
import { formatTime } from '../../model/format.ts';
import { panePath } from '../../model/links.ts';
import type { PinTarget } from '../../model/pin.tsx';

/** A pinned change is itself; the window says where it was looked for. */
export const changePin = (change: Change, window: TimeWindow): PinTarget => ({
  query: { modality: 'event', changeId: change.id },
  window: { fromMs: window.fromMs, toMs: window.toMs },
  title: `${formatTime(change.timeMs)} ${change.kind} ${change.object}: ${change.message}`.slice(0, 300),
});

/** One change: when, what kind, who, which version, what it said. Open, its details. */
export function Entry(props: {
  readonly change: Change;
  readonly open: boolean;
  readonly window: TimeWindow;
  onToggle(): void;
  onFocus(): void;
}): ReactNode {
  const { change, open } = props;
  const { id } = useDrill();
  const [params] = useSearchParams();
  const place = useRef<HTMLLIElement>(null);
  const openedAtFirst = useRef(open);
  useEffect(() => {
    if (openedAtFirst.current) place.current?.scrollIntoView({ block: 'center' });
  }, []);
  const details = Object.entries(change.details);
  return (
    <li ref={place} className="fd-change" data-open={open} onPointerEnter={props.onFocus}>
      <div className="fd-change-head">
        <button
          type="button"
          className="fd-change-line"
          aria-expanded={open}
          onClick={props.onToggle}
          onFocus={props.onFocus}
        >
          <span className="fd-mono">{formatTime(change.timeMs)}</span>
          <span className="fd-tag">{change.kind}</span>
          <span className="fd-change-object fd-truncate">{change.object || change.service}</span>
          <span className="fd-change-message">
            {change.severity === 'warning' ? <span className="fd-warn">warning </span> : null}
            {change.reason === '' ? '' : `${change.reason}: `}
            {change.message}
          </span>
          <span className="fd-dim fd-truncate fd-change-who">{change.author}</span>
          <span className="fd-mono fd-truncate fd-change-version">{change.version}</span>
        </button>
        <PinButton
          target={changePin(change, props.window)}
          label={`Pin ${change.kind} of ${change.object || change.service}`}
        />
      </div>
      {open ? (
        <div className="fd-change-details">
          <table className="fd-mono">
            <tbody>
              {[
                ['service', change.service],
                ['by', change.author],
                ['version', change.version],
                ['reason', change.reason],
                ...details,
              ]
                .filter(([, value]) => value !== '')
                .map(([name, value]) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{value}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          {change.kind === 'deploy' || change.kind === 'merge' || change.kind === 'rollback' ? (
            <p className="fd-dim">
              What changed in the source is in the{' '}
              <Link className="fd-link" to={panePath(id, 'code', params)}>
                Code pane
              </Link>
              .
            </p>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
