import { type ReactNode, useId, useState } from 'react';
import { ChevronIcon } from '../../components/icons.tsx';

/** One part of the notebook; its heading opens and closes it. */
export function Section(props: {
  readonly title: string;
  readonly count?: number;
  readonly note?: string | undefined;
  readonly closedAtFirst?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  const [open, setOpen] = useState(props.closedAtFirst !== true);
  return (
    <section className="fd-section" aria-labelledby={id}>
      <h2 id={id} className="fd-section-title">
        <button type="button" className="fd-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="fd-section-mark" data-open={open}>
            <ChevronIcon size={10} />
          </span>
          {props.title}
          {props.count === undefined ? null : <span className="fd-section-count">{props.count}</span>}
          {props.note === undefined ? null : (
            <span className="fd-section-note fd-section-note-right">{props.note}</span>
          )}
        </button>
      </h2>
      {open ? <div className="fd-section-body">{props.children}</div> : null}
    </section>
  );
}
