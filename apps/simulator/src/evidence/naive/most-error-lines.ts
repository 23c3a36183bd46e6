import { type Guess, type NaiveView, nothing, readAs } from './guess.ts';

const meanings = [
  [/lock/i, 'lock-held-too-long'],
  [/Command timed out|Redis/i, 'slow-redis-command'],
  [/trying to connect|connection pool|remaining connection slots/i, 'slow-query'],
  [/statement timeout|canceling statement/i, 'row-lock-contention'],
  [/ECONNREFUSED|ECONNRESET|socket hang up|terminated/i, 'crash-loop'],
  [/Headers Timeout|aborted due to timeout|timed out/i, 'slow-external'],
] as const;

/** "Whoever complains most is broken, and of what it says it is." */
export async function mostErrorLines({ world, during, asOfMs }: NaiveView): Promise<Guess> {
  const query = '{level=~"error|fatal"}';
  const { patterns } = await world.query({ kind: 'log-facets', query, ...during }, asOfMs);
  const counts = new Map<string, number>();
  for (const { service, count } of patterns) counts.set(service, (counts.get(service) ?? 0) + count);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!most) return nothing;
  const [service, count] = most;
  const kinds = patterns.filter((pattern) => pattern.service === service).map(({ template }) => template);
  let mechanism: string | null = null;
  // Who counts lines reads one of each kind, and believes the first that names something.
  for (const kind of kinds) {
    const query = `{service=${JSON.stringify(service)}, level=~"error|fatal"} |= ${JSON.stringify(kind)}`;
    const { rows } = await world.query({ kind: 'log-search', query, ...during, limit: 1 }, asOfMs);
    const error = /"message":"([^"]*)"/.exec(rows[0]?.line ?? '')?.[1] ?? '';
    mechanism ??= readAs(kind, meanings) ?? readAs(error, meanings);
  }
  return {
    component: service,
    mechanism,
    because: `${count} error lines, most of them "${(kinds[0] ?? '').slice(0, 80)}"`,
  };
}
