/** R14: nothing is tried again more often than the shop's own settings say, nor sooner, nor without a failure before. */
import type { Scenario } from '../../../apps/simulator/src/scenario/index.ts';
import { deploymentsOf } from '../../../apps/simulator/src/scenario/index.ts';
import { type Check, finding, type Run } from './run.ts';
import type { RecordedSpan } from './spans.ts';
import { groupBy, range } from './statistics.ts';

/** Of the shop's client: 40 ms, twice as long each time, half to one and a half times. */
const backoffMs = (attempt: number): readonly [number, number] => [20 * 2 ** (attempt - 1), 60 * 2 ** (attempt - 1)];
/** Of the queue: 2 s, twice as long each time; then the job waits for its turn. */
const jobBackoffMs = (attempt: number): number => 2_000 * 2 ** (attempt - 1);
/** A process that is busy comes later to it: the longest block of any scenario's world. */
const busyMs = 1_500;
/** What a run began or ended in the middle of is left out. */
const edgeUs = 10_000_000;

interface Settings {
  /** Further attempts of a service for a GET of another. */
  of(caller: string, callee: string): number;
  readonly job: number;
  readonly ingress: number;
}

/** As deployed and written: the manifests' environment, the worker's source, the ingress' annotation. */
function settingsOf({ baseFiles }: Scenario): Settings {
  const deployments = deploymentsOf(baseFiles);
  const numberIn = (path: string, pattern: RegExp): number => Number(pattern.exec(baseFiles.get(path) ?? '')?.[1]);
  return {
    of(caller, callee) {
      const env = deployments.find(({ service }) => service === caller)?.env ?? {};
      return Number(env[`${callee.replace(/-service$/, '').toUpperCase()}_RETRIES`] ?? 0);
    },
    job: numberIn('src/queue-consumer/index.ts', /attempts: (\d+)/) - 1,
    ingress: numberIn('deploy/ingress.yaml', /proxy-next-upstream-tries: "(\d+)"/) - 1,
  };
}

const resent = ({ attributes }: RecordedSpan): number => Number(attributes['http.request.resend_count'] ?? 0);
/** No answer, or one of 5xx: what the client tries again for. A span's status is an error for 4xx too. */
function callFailed({ attributes }: RecordedSpan): boolean {
  const status = Number(attributes['http.response.status_code'] ?? 0);
  return status === 0 || status >= 500;
}

interface Told {
  readonly text: string;
  readonly problems: readonly string[];
}

/** Attempts of one call stand side by side in one trace. */
function clientRetries({ spans, fromMs, untilMs }: Run, settings: Settings): Told {
  const calls = spans.filter(
    ({ template, attributes, startUs, endUs }) =>
      template.kind === 'client' &&
      attributes['url.template'] !== undefined &&
      startUs > fromMs * 1000 + edgeUs &&
      endUs < untilMs * 1000 - edgeUs,
  );
  const problems: string[] = [];
  const gaps: number[] = [];
  const edges: string[] = [];
  const edgeOf = ({ instance, attributes }: RecordedSpan): string =>
    `${instance.service} ${attributes['server.address']}`;
  for (const [edge, own] of groupBy(calls, edgeOf)) {
    const [caller = '', callee = ''] = edge.split(' ');
    const most = settings.of(caller, callee);
    const byCall = groupBy(
      own,
      ({ trace, parent, attributes }) =>
        `${trace} ${parent} ${attributes['http.request.method']} ${attributes['url.template']}`,
    );
    for (const attempts of byCall.values()) {
      attempts.sort((a, b) => a.startUs - b.startUs);
      attempts.forEach((attempt, i) => {
        const before = attempts[i - 1];
        const method = attempt.attributes['http.request.method'];
        if (i > most || (i > 0 && method !== 'GET')) problems.push(`${edge}: attempt ${i + 1} of a ${method}`);
        if (resent(attempt) !== i) problems.push(`${edge}: attempt ${i + 1} says it is resend ${resent(attempt)}`);
        if (!before) return;
        if (!callFailed(before)) problems.push(`${edge}: tried again after an answer`);
        const gap = (attempt.startUs - before.endUs) / 1000;
        gaps.push(gap);
        const [least, greatest] = backoffMs(i);
        if (!(gap >= least - 1 && gap <= greatest + busyMs)) problems.push(`${edge}: tried again after ${gap} ms`);
      });
    }
    const gets = own.filter(({ attributes }) => attributes['http.request.method'] === 'GET');
    const firsts = gets.filter((span) => resent(span) === 0).length;
    // What shares of failures at each attempt make of one call: 1 + p + p*p' + ...
    const getsFailed = (level: number): number => {
      const list = gets.filter((span) => resent(span) === level);
      return list.length === 0 ? 0 : list.filter(callFailed).length / list.length;
    };
    let expected = 1;
    for (let level = 0, reach = 1; level < most; level++) {
      reach *= getsFailed(level);
      expected += reach;
    }
    const ratio = gets.length / Math.max(1, firsts);
    // Calls whose answer was given up on meanwhile are cut at the ends of the run.
    if (firsts > 0 && (Math.abs(ratio - expected) > 3 / firsts + 0.01 || ratio > 1 + most))
      problems.push(`${edge}: attempts/firsts ${ratio.toFixed(3)}, failures make ${expected.toFixed(3)}`);
    if (most > 0) edges.push(`${edge} ${ratio.toFixed(3)} of ${expected.toFixed(3)} (at most ${1 + most})`);
  }
  if (calls.length < 100) problems.push(`only ${calls.length} calls`);
  const text = `${calls.length} calls, attempts/firsts ${edges.join(', ') || '1 everywhere'}, gaps ${range(gaps, 0)} ms (20-60, doubling, and what a busy process adds)`;
  return { text, problems };
}

/** A job that failed is taken up again, later each time, and not more often than its worker says. */
function jobRetries({ spans }: Run, { job: most }: Settings): Told {
  const problems: string[] = [];
  const jobs = spans.filter(({ template }) => template.kind === 'consumer');
  const idOf = ({ attributes }: RecordedSpan): string => String(attributes['messaging.message.id']);
  let again = 0;
  for (const runs of groupBy(jobs, idOf).values()) {
    runs.sort((a, b) => a.startUs - b.startUs);
    runs.forEach((run, i) => {
      const attempt = Number(run.attributes['messaging.attempt']);
      const before = runs[i - 1];
      if (attempt > 1 + most) problems.push(`a job's attempt ${attempt}`);
      if (!before) return;
      again++;
      if (before.status !== 2) problems.push('a job that was done is done again');
      if ((run.startUs - before.endUs) / 1000 < jobBackoffMs(attempt - 1)) problems.push(`a job again too soon`);
    });
  }
  return { text: `${again} of ${jobs.length} jobs run again (at most ${most} times)`, problems };
}

/** nginx names every upstream that it tried in one line, and asks another one for a GET only. */
function ingressRetries({ lines }: Run, { ingress: most }: Settings): Told {
  const problems: string[] = [];
  const tries = lines
    .filter(({ template }) => template.service === 'nginx-ingress' && template.level === 'info')
    .map(({ fields }) => ({ method: fields.method, upstreams: String(fields.upstream).split(', ').length }));
  const again = tries.filter(({ upstreams }) => upstreams > 1);
  for (const { method, upstreams } of again) {
    if (method !== 'GET') problems.push(`nginx asks again for a ${method}`);
    if (upstreams > 1 + most) problems.push(`nginx asks ${upstreams} times`);
  }
  return {
    text: `${again.length} of ${tries.length} requests at the ingress asked again (at most ${most} times)`,
    problems,
  };
}

export const retries: Check = (run) => {
  const settings = settingsOf(run.scenario);
  const told = [clientRetries(run, settings), jobRetries(run, settings), ingressRetries(run, settings)];
  const problems = told.flatMap((one) => one.problems);
  if (!(settings.job >= 0 && settings.ingress >= 0))
    problems.push('the settings of queue or ingress are not where they were');
  const measured = `${told.map(({ text }) => text).join('; ')}; problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding('R14', 'retries', measured, problems.length === 0);
};
