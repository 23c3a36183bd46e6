import type { TimeWindow } from '@firedrill/protocol';
import { type ReactNode, useState } from 'react';
import { Notice } from '../../components/Notice.tsx';
import { PinButton } from '../../components/PinButton.tsx';
import { formatWindow, significant } from '../../model/format.ts';
import { usePinTarget } from '../../model/pin.tsx';
import { valuePart, withPart } from './model/chips.ts';
import { constantPart } from './model/marks.ts';
import { byChange, changeText, countOf, type Pattern } from './model/patterns.ts';
import { linePin } from './model/pins.ts';
import type { LogQuery } from './useLogQuery.ts';

/** Kinds of lines with how many there are of each, and how many there were in the window before. */
export function Patterns(props: {
  readonly patterns: readonly Pattern[];
  readonly before: readonly Pattern[] | null;
  readonly query: LogQuery;
  readonly window: TimeWindow;
  onShow(): void;
}): ReactNode {
  const { patterns, query, window } = props;
  const [current, setCurrent] = useState<Pattern | null>(null);
  const [order, setOrder] = useState<'count' | 'change'>('count');
  const pin = (pattern: Pattern) => linePin({ ...pattern, message: pattern.template }, window);
  usePinTarget(current === null ? null : pin(current));
  if (patterns.length === 0)
    return (
      <Notice title={`No lines match in ${formatWindow(window.fromMs, window.toMs)}.`}>
        Widen the window, or drop a filter.
      </Notice>
    );
  const show = (pattern: Pattern): void => {
    const words = constantPart(pattern.template);
    query.change((parts) => {
      const kind = withPart(
        withPart(parts, valuePart('label', 'service', pattern.service, true)),
        valuePart('label', 'level', pattern.level, true),
      );
      return words === '' ? kind : withPart(kind, { kind: 'text', op: '|=', value: words });
    });
    props.onShow();
  };
  const earlier = (pattern: Pattern): number => countOf(props.before ?? [], pattern);
  const shown = order === 'count' ? patterns : byChange(patterns, props.before ?? []);
  return (
    <div className="fd-log-patterns">
      <table className="fd-table">
        <thead>
          <tr>
            <th scope="col" aria-sort={order === 'count' ? 'descending' : 'none'}>
              <button type="button" onClick={() => setOrder('count')}>
                Lines
              </button>
            </th>
            <th scope="col" aria-sort={order === 'change' ? 'descending' : 'none'}>
              <button
                type="button"
                title="In the window of the same length just before"
                onClick={() => setOrder('change')}
              >
                Before
              </button>
            </th>
            <th scope="col">Change</th>
            <th scope="col">Level</th>
            <th scope="col">Service</th>
            <th scope="col">Pattern</th>
            <th scope="col">
              <span className="fd-hidden">Pin</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((pattern) => (
            <tr
              key={`${pattern.service} ${pattern.level} ${pattern.template}`}
              onPointerEnter={() => setCurrent(pattern)}
              onFocus={() => setCurrent(pattern)}
            >
              <td>{significant(pattern.count)}</td>
              <td className="fd-dim">{props.before === null ? '' : significant(earlier(pattern))}</td>
              <td>{props.before === null ? '' : changeText(pattern.count, earlier(pattern))}</td>
              <td>
                <span className="fd-log-level" data-level={pattern.level}>
                  {pattern.level}
                </span>
              </td>
              <td>{pattern.service}</td>
              <td className="fd-log-template">
                <button type="button" className="fd-mono" title="Show these lines" onClick={() => show(pattern)}>
                  {pattern.template}
                </button>
              </td>
              <td>
                <PinButton target={pin(pattern)} label={`Pin ${pattern.template}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
