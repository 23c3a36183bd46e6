import type { LogRow, TimeWindow } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { usePinTarget } from '../../model/pin.tsx';
import { linePin } from './model/pins.ts';
import { Row } from './Row.tsx';
import type { LogQuery } from './useLogQuery.ts';

interface Props {
  readonly rows: readonly LogRow[];
  readonly total: number;
  readonly query: LogQuery;
  readonly window: TimeWindow;
  readonly more: boolean;
  readonly loadingMore: boolean;
  readonly open: ReadonlySet<string>;
  onOpen(open: ReadonlySet<string>): void;
  onMore(): void;
  onScrolled(away: boolean): void;
}

/** Lines, newest first. Only those in sight are drawn. */
export function Rows(props: Props): ReactNode {
  const { rows, open } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const row = rows.find((known) => known.id === current);
  usePinTarget(row === undefined ? null : linePin(row, props.window));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 21,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  });
  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    props.onOpen(next);
    setCurrent(id);
  };
  const onKey = (event: KeyboardEvent): void => {
    const by =
      event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    if (by === 0 || !(event.target instanceof HTMLElement) || event.target.closest('[data-line]') === null) return;
    event.preventDefault();
    const at = rows.findIndex((known) => known.id === current);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    setCurrent(next.id);
    virtual.scrollToIndex(at + by, { align: 'auto' });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(next.id)}"]`)?.focus(),
    );
  };
  return (
    <div
      ref={scroller}
      className="fd-log-rows"
      onScroll={(event) => props.onScrolled(event.currentTarget.scrollTop > 40)}
    >
      <ol
        className="fd-plain"
        aria-label="Lines, newest first"
        onKeyDown={onKey}
        style={{ height: virtual.getTotalSize(), position: 'relative' }}
      >
        {virtual.getVirtualItems().map((item) => {
          const line = rows[item.index];
          return line === undefined ? null : (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="fd-log-item"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row
                row={line}
                open={open.has(line.id)}
                current={line.id === current}
                query={props.query}
                window={props.window}
                onToggle={() => toggle(line.id)}
                onFocus={() => setCurrent(line.id)}
              />
            </li>
          );
        })}
      </ol>
      {props.more ? (
        <div className="fd-log-more">
          <Button variant="default" loading={props.loadingMore} onClick={props.onMore}>
            Load older lines
          </Button>
        </div>
      ) : null}
    </div>
  );
}
