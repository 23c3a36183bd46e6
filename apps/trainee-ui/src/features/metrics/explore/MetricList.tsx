import { drillPath, type MetricMetadata } from '@firedrill/protocol';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../components/Failure.tsx';
import { Waiting } from '../../../components/Waiting.tsx';
import { api } from '../../../data/api.ts';
import { useDrill } from '../../../data/drill.tsx';
import { firstQuestion } from '../model/unit.ts';

/** A histogram counts as one metric, whatever parts it is listed by. */
export function oneEach(metrics: MetricMetadata['metrics']): MetricMetadata['metrics'] {
  const byName = new Map(
    metrics.map((metric) => {
      const name = metric.type === 'histogram' ? metric.name.replace(/_(bucket|sum|count)$/, '') : metric.name;
      return [name, { ...metric, name }];
    }),
  );
  return [...byName.values()];
}

/** All metrics that there are: a start for those who do not write queries. */
export function MetricList(props: { onAsk(expr: string): void }): ReactNode {
  const { id } = useDrill();
  const [wanted, setWanted] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: ['metadata', id],
    queryFn: ({ signal }) => api.get<MetricMetadata>(drillPath(id, '/metrics/metadata'), { signal }),
    staleTime: 60_000,
  });
  if (data === undefined)
    return error === null ? (
      <Waiting label="Loading metrics" />
    ) : (
      <Failure title="The list of metrics could not be loaded." error={error} onRetry={() => void refetch()} />
    );
  const words = wanted.toLowerCase().split(/\s+/);
  const shown = oneEach(data.metrics)
    .filter(({ name, help }) => words.every((word) => `${name} ${help}`.toLowerCase().includes(word)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <section className="fd-metric-list" aria-label="Metrics">
      <TextInput
        label="Write a query above, or start from a metric"
        placeholder="part of a name or of what it says"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        maw={420}
      />
      {shown.length === 0 ? <p className="fd-dim">No metric matches. Try a shorter word.</p> : null}
      <ul className="fd-plain">
        {shown.map(({ name, type, help }) => (
          <li key={name}>
            <button type="button" onClick={() => props.onAsk(firstQuestion(name, type))}>
              <span className="fd-mono">{name}</span>
              <span className="fd-tag">{type}</span>
              <span className="fd-dim">{help}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
