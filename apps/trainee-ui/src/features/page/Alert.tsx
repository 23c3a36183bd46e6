import type { Page } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useAsk } from '../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';
import { formatDateTime, formatTimeUtc } from '../../model/format.ts';
import { panePath } from '../../model/links.ts';

export function Alert(props: { readonly page: Page }): ReactNode {
  const { page } = props;
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [params] = useSearchParams();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      'Condition',
      <code key="c" className="fd-mono">
        {page.condition}
      </code>,
    ],
    ['Value', <strong key="v">{page.value}</strong>],
    ['Fired', formatDateTime(page.firedAtMs)],
    ['Service', page.service],
    ['Owner', page.owner],
    ['Depends on', page.dependencies.join(', ')],
  ];
  return (
    <article className="fd-alert" aria-labelledby="alert-title">
      <p className="fd-alert-kind">Firing since {formatTimeUtc(page.firedAtMs)}</p>
      <h2 id="alert-title">{page.alert}</h2>
      <p className="fd-alert-summary">{page.summary}</p>
      {view.phase === 'paged' ? (
        <div className="fd-alert-ack">
          <Button size="md" loading={ask.busy} onClick={() => void ask.run(() => commands.acknowledge())}>
            Acknowledge
          </Button>
          <span className="fd-dim">Both clocks start when one of you takes the page.</span>
        </div>
      ) : (
        <p className="fd-dim">
          Acknowledged.{' '}
          <Link className="fd-link" to={panePath(view.id, 'metrics', params)}>
            Look at the metrics
          </Link>{' '}
          first.
        </p>
      )}
      <dl className="fd-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>Who noticed</h3>
      <ul className="fd-plain fd-noticed">
        {[...page.noticedBy]
          .sort((a, b) => a.atMs - b.atMs)
          .map((notice) => (
            <li key={`${notice.atMs} ${notice.who}`}>
              <span className="fd-dim">
                {formatTimeUtc(notice.atMs)}, {notice.who}
              </span>
              <p>{notice.text}</p>
            </li>
          ))}
      </ul>
      <h3>Runbook</h3>
      <p className="fd-runbook">{page.runbook}</p>
    </article>
  );
}
