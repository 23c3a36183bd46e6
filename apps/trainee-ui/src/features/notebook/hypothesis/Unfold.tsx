import { type ReactNode, useState } from 'react';
import { ChevronIcon } from '../../../components/icons.tsx';

/** A part of the form that opens on demand. */
export function Unfold(props: {
  readonly title: string;
  readonly help: string;
  readonly count?: number;
  readonly children: ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <div className="fd-unfold">
      <button type="button" className="fd-toggle fd-unfold-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="fd-section-mark" data-open={open}>
          <ChevronIcon size={10} />
        </span>
        {props.title}
        {props.count === undefined ? null : <span className="fd-section-count">{props.count}</span>}
        <span className="fd-section-note">{props.help}</span>
      </button>
      {open ? <div className="fd-stack fd-unfold-body">{props.children}</div> : null}
    </div>
  );
}
