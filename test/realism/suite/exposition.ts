import { type Check, finding } from './run.ts';
import { groupBy } from './statistics.ts';

/** Exporters that name their counters otherwise, verbatim. */
const foreign = /^(nginx_ingress_controller_requests|pg_stat_\w+|pg_settings_\w+|node_netstat_\w+)$/;
const idLike = /^[0-9a-f]{16,}$|^[0-9a-f]{8}-[0-9a-f]{4}-/;
const mostSeries = 2_000;

export const exposition: Check = ({ series: all, chunks, onsetMs }) => {
  // Of pods that were replaced, only those that are there at one instant.
  const series = all.filter(({ samples }) =>
    samples.some(({ timeMs }) => timeMs <= onsetMs && timeMs > onsetMs - 15_000),
  );
  const problems: string[] = [];
  const meta = groupBy(
    chunks.flatMap((chunk) => chunk.metricMeta),
    ({ name }) => name,
  );
  for (const [name, described] of meta) {
    if (new Set(described.map(({ type, help }) => `${type} ${help}`)).size > 1)
      problems.push(`${name} is described in two ways`);
  }
  for (const { name, type, labels } of series) {
    if (type === 'counter' && !name.endsWith('_total') && !foreign.test(name)) problems.push(`counter ${name}`);
    if (/_(ms|milliseconds|minutes|kb|mb)(_|$)/.test(name)) problems.push(`unit of ${name}`);
    for (const [label, value] of Object.entries(labels))
      if (idLike.test(value)) problems.push(`id in ${name}{${label}}`);
  }
  const counts = [...groupBy(series, ({ labels }) => labels.pod ?? labels.job ?? '')].map(
    ([pod, list]) => [pod, list.length] as const,
  );
  const most = counts.reduce((a, b) => (b[1] > a[1] ? b : a));
  const measured = `${series.length} series, at most ${Math.round(most[1])} of ${most[0]} (< ${mostSeries}), problems: ${[...new Set(problems)].slice(0, 3).join('; ') || 'none'}`;
  return finding('R6', 'exposition', measured, problems.length === 0 && most[1] < mostSeries);
};
