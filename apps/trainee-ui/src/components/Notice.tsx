import type { ReactNode } from 'react';
import './notice.css';

/** An empty or failed place: what is the matter, and what to do next. */
export function Notice(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly tone?: 'calm' | 'bad';
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="fd-notice" data-tone={props.tone ?? 'calm'} role={props.tone === 'bad' ? 'alert' : undefined}>
      <p className="fd-notice-title">{props.title}</p>
      {props.children === undefined ? null : <div className="fd-dim">{props.children}</div>}
      {props.action}
    </div>
  );
}
