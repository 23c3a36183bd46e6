import type { LogRow } from '@firedrill/protocol';
import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { CrossIcon, PlusIcon } from '../../components/icons.tsx';
import { useDrill } from '../../data/drill.tsx';
import { panePath } from '../../model/links.ts';
import { useTimeWindow } from '../../model/window.ts';
import { valuePart, withPart } from './model/chips.ts';
import { toLogql } from './model/logql.ts';
import type { LogQuery } from './useLogQuery.ts';

/** An open line: its fields with filters, its trace, its neighbours, and the line as it was written. */
export function Fields(props: { readonly row: LogRow; readonly query: LogQuery }): ReactNode {
  const { row, query } = props;
  const { id } = useDrill();
  const [params] = useSearchParams();
  const { setWindow } = useTimeWindow();
  const labels = { service: row.service, pod: row.pod, level: row.level };
  const entries = [
    ...Object.entries(labels).map(([name, value]) => ({ kind: 'label' as const, name, value })),
    ...Object.entries(row.fields).map(([name, value]) => ({ kind: 'field' as const, name, value: String(value) })),
  ];
  const tracePath = (): string => {
    const path = panePath(id, 'traces', params, true);
    return `${path}${path.includes('?') ? '&' : '?'}trace=${row.traceId}`;
  };
  const around = (): void => {
    setWindow(row.timeMs - 15_000, row.timeMs + 15_000);
    query.setText(toLogql([{ kind: 'label', name: 'pod', op: '=', value: row.pod }]));
  };
  return (
    <div className="fd-log-fields">
      <div className="fd-row fd-wrap">
        {row.traceId === '' ? null : row.traceSampled ? (
          <Link to={tracePath()} className="fd-link">
            Open its trace
          </Link>
        ) : (
          <span className="fd-dim">Its trace was not sampled.</span>
        )}
        <button type="button" className="fd-link" onClick={around}>
          All lines of this pod, 15 s around
        </button>
      </div>
      <table className="fd-mono">
        <tbody>
          {entries.map(({ kind, name, value }) => (
            <tr key={`${kind} ${name}`}>
              <td className="fd-log-filters">
                <ActionIcon
                  variant="subtle"
                  size={18}
                  aria-label={`Only ${name} ${value}`}
                  title="Only this value"
                  onClick={() => query.change((parts) => withPart(parts, valuePart(kind, name, value, true)))}
                >
                  <PlusIcon />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size={18}
                  aria-label={`Without ${name} ${value}`}
                  title="Without this value"
                  onClick={() => query.change((parts) => withPart(parts, valuePart(kind, name, value, false)))}
                >
                  <CrossIcon />
                </ActionIcon>
              </td>
              <th scope="row">{name}</th>
              <td className="fd-log-value">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key. */}
      <pre className="fd-mono" tabIndex={0}>
        {row.line}
      </pre>
    </div>
  );
}
