/** R23, second half: the article's scripts, corrected, find in a run's files on disk what the run knows to have happened. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../support/platform.ts';
import type { RecordedLine } from '../../support/run.ts';
import { writeLogs } from './on-disk.ts';
import { type Check, finding } from './run.ts';
import { groupBy } from './statistics.ts';

const scripts = join(root, 'test/realism/article');
const marginMs = 60_000;

/** Programs that the scripts need and this machine does not have. */
export const missingPrograms: readonly string[] = ['bash', 'awk', 'grep', 'jq'].filter(
  (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined,
);

/** What a script printed, a name and a number a line. Throws with what it complained of. */
function printed(script: string, args: readonly (string | number)[]): Map<string, string> {
  const done = spawnSync('bash', [join(scripts, script), ...args.map(String)], { encoding: 'utf8', maxBuffer: 1e8 });
  if (done.status !== 0) throw new Error(`${script}: ${done.stderr}`);
  const lines = done.stdout.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]));
}

/** As the writer's own clock stamped it. */
const writtenMs = ({ trueUs, instance }: RecordedLine): number => Math.floor((trueUs + instance.clockSkewUs) / 1000);

export const articleScripts: Check = (run) => {
  const { lines, chunks, scenario, fromMs, onsetMs, untilMs } = run;
  const folder = mkdtempSync(join(tmpdir(), 'shop-logs-'));
  try {
    writeLogs(run, folder);
    const startMs = Math.ceil((onsetMs - marginMs) / 60_000) * 60_000;
    const endMs = Math.floor(untilMs / 1000) * 1000;
    const window = [startMs / 1000, endMs / 1000, folder] as const;
    const inside = lines.filter((line) => writtenMs(line) >= startMs && writtenMs(line) < endMs);
    const told: string[] = [];
    const problems: string[] = [];
    const compare = (what: string, seen: string | undefined, expected: number | string): void => {
      told.push(`${what} ${seen ?? 0}`);
      if (String(seen ?? 0) !== String(expected)) problems.push(`${what}: ${seen ?? 0} and not ${expected}`);
    };

    const filtered = printed('log-filtering-incident.sh', window);
    const loud = inside.filter(({ template: { format, level } }) => format === 'pino' && /warn|error/.test(level));
    compare('warnings and errors', filtered.get('warnings-and-errors'), loud.length);
    const slow = inside.filter(
      ({ template, fields }) => template.service === 'postgres' && Number(fields.duration) > 1000,
    );
    compare('slow queries', filtered.get('slow-queries'), slow.length);
    const events = chunks.flatMap((chunk) => chunk.events);
    const changes = events.filter(
      ({ kind, timeUs }) =>
        /^(deploy|rollback|config)$/.test(kind) && timeUs >= startMs * 1000 && timeUs < endMs * 1000,
    );
    compare('changes', filtered.get('changes'), changes.length);

    const byMinute = printed('correlate-logs-metrics.sh', ['api-gateway', folder]);
    const errored = lines.filter(
      ({ template, instance }) => template.message === 'request errored' && instance.service === 'api-gateway',
    );
    const minutes = groupBy(errored, (line) => new Date(writtenMs(line)).toISOString().slice(11, 16));
    const edge = groupBy(
      run.edge.filter(({ status }) => status >= 500),
      ({ endUs }) => new Date(endUs / 1000).toISOString().slice(11, 16),
    );
    const worst = (counts: ReadonlyMap<string, readonly unknown[]>): string =>
      [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 'none';
    for (const [minute, own] of minutes) compare(`errors at ${minute}`, byMinute.get(`minute-${minute}`), own.length);
    if (worst(minutes) !== worst(edge)) problems.push(`the log is worst at ${worst(minutes)}, users at ${worst(edge)}`);

    const layers = printed('multi-layer-correlation.sh', window);
    const answers = groupBy(
      inside.filter(({ template }) => template.service === 'nginx-ingress' && template.level === 'info'),
      ({ fields }) => String(fields.status),
    );
    for (const [status, own] of answers) compare(`status ${status}`, layers.get(`status-${status}`), own.length);
    compare('slow or evicted, of Redis', layers.get('redis-slow-or-evicted'), 0);

    for (const [what, has] of printed('validate-log-structure.sh', [folder])) compare(what, has, 1);

    const files = [...printed('hypothesis-validation-code-search.sh', [join(folder, 'source')]).keys()];
    const guilty = scenario.course('true').bad?.changes.map(({ path }) => path) ?? [];
    const readsOrders = guilty.filter((path) => /FROM orders/.test(readFileSync(join(folder, 'source', path), 'utf8')));
    told.push(`statements over orders by time in ${files.join(', ')}`);
    if (files.length === 0 || readsOrders.some((path) => !files.includes(path)))
      problems.push(`the search of the code finds ${files.length} files`);

    const trace = printed('trace-request-through-system.sh', [folder]).get('trace');
    if (errored.some(({ traced }) => traced === 2) && !run.spans.some((span) => span.trace === trace))
      problems.push(`trace ${trace} is nowhere`);
    told.push(`trace ${trace ?? 'none'}`);

    const measured = `of ${Math.round((untilMs - fromMs) / 1000)} s on disk: ${told.join(', ')}; problems: ${problems.slice(0, 3).join('; ') || 'none'}`;
    return finding('R23', "the article's scripts", measured, problems.length === 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
