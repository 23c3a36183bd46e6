/**
 * R6: names, types and numbers of series. The pods of a world are never read as text: the scraper takes the values from the registry,
 * and what stands for `# HELP` and `# TYPE` is what the registry described. So names and types are checked there and on the series.
 */
import { type Check, finding } from './run.ts';
import { groupBy } from './statistics.ts';

/** Exporters that name their counters otherwise, verbatim. */
const foreign = /^(nginx_ingress_controller_requests|pg_stat_\w+|pg_settings_\w+|node_netstat_\w+)$/;
const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const label = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;
const notBase = /_(ms|milliseconds|us|microseconds|minutes|hours|kb|mb|kilobytes|megabytes|percent)(_|$)/;
/** The longest number that is none is an SQLSTATE. */
const idLike = /^[0-9a-f]{16,}$|^[0-9a-f]{8}-[0-9a-f]{4}-|^\d{6,}$/;
/**
 * The usual 2,000 for a service is what one of two or three pods has here. order-service has five, of some 420 each: nine routes and
 * statuses of 17 series, twelve statements and commands of 12, and what the runtime tells.
 */
const mostSeries = 2_400;
const mostOfPod = 650;

export const exposition: Check = ({ series, chunks, onsetMs }) => {
  const problems = new Set<string>();
  const described = groupBy(
    chunks.flatMap((chunk) => chunk.metricMeta),
    (meta) => meta.name,
  );
  for (const [metric, meta] of described) {
    if (new Set(meta.map(({ type, help }) => `${type} ${help}`)).size > 1)
      problems.add(`${metric} is described in two ways`);
    if (meta.some(({ help }) => help.trim() === '')) problems.add(`${metric} is not explained`);
  }
  const seen = new Set<string>();
  for (const { name: metric, type, labels, target } of series) {
    const family = type === 'histogram' ? metric.replace(/_(bucket|sum|count)$/, '') : metric;
    if (described.get(family)?.[0]?.type !== type) problems.add(`${metric} is a ${type} that nobody described`);
    if (!name.test(metric)) problems.add(`name ${metric}`);
    if (type === 'counter' && !metric.endsWith('_total') && !foreign.test(metric)) problems.add(`counter ${metric}`);
    if (type !== 'counter' && metric.endsWith('_total')) problems.add(`${metric} is a ${type}`);
    if (notBase.test(metric)) problems.add(`unit of ${metric}`);
    for (const [key, value] of Object.entries(labels)) {
      if (!label.test(key)) problems.add(`label ${key} of ${metric}`);
      if (idLike.test(value)) problems.add(`id in ${metric}{${key}}`);
    }
    const line = `${target} ${metric} ${JSON.stringify(Object.entries(labels).sort())}`;
    if (seen.has(line)) problems.add(`${metric} stands twice`);
    seen.add(line);
  }
  // Of pods that were replaced, only those that are there at one instant.
  const live = series.filter(({ samples }) =>
    samples.some(({ timeMs }) => timeMs <= onsetMs && timeMs > onsetMs - 15_000),
  );
  const counts = [...groupBy(live, ({ labels }) => labels.service ?? labels.job ?? '')]
    .map(([service, list]) => [service, list.length] as const)
    .sort(([, a], [, b]) => b - a);
  const [busiest = '', most = 0] = counts[0] ?? [];
  const ofPod = Math.max(...[...groupBy(live, ({ target }) => String(target)).values()].map((list) => list.length));
  const measured = `${described.size} metrics described, ${live.length} series, at most ${most} of ${busiest} (< ${mostSeries}) and ${ofPod} of one pod (< ${mostOfPod}), problems: ${[...problems].slice(0, 3).join('; ') || 'none'}`;
  return finding(
    'R6',
    'exposition',
    measured,
    problems.size === 0 && most > 0 && most < mostSeries && ofPod < mostOfPod,
  );
};
