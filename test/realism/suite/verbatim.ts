/** R23, first half: lines, errors and events of programs that are not ours are as those programs write them. */
import { execute } from '../../../apps/simulator/src/telemetry/query.ts';
import { createStore } from '../../../apps/simulator/src/telemetry/store/store.ts';
import { eventFormats, libraryErrors, lineFormats } from './formats.ts';
import { type Check, finding, type Run } from './run.ts';

const mostRead = 500;

/** Errors of the shop's own: whoever wrote them may word them as they like. */
const ownError =
  /^((\S+-service|external-processor) (failed|did not answer)|(promotions|session store|database) unavailable|no exchange rates|lock:\S+ not acquired after \d+ attempts)$/;

interface Told {
  readonly text: string;
  readonly problems: readonly string[];
}

/** As shown: the newest of each level, so that rare lines are among them. */
function shownLines({ chunks, fromMs, untilMs }: Run): Told {
  const store = createStore();
  for (const chunk of chunks) store.adopt(chunk, 'run');
  const problems: string[] = [];
  const newest = (query: string): string[] => {
    const request = { kind: 'log-search', query, fromMs, toMs: untilMs, limit: mostRead } as const;
    return execute(store, request, untilMs + 60_000).rows.map(({ line }) => line);
  };
  const told = Object.entries(lineFormats).map(([service, format]) => {
    const lines = ['info', 'warn', 'error', 'fatal'].flatMap((level) =>
      newest(`{service="${service}", level="${level}"}`),
    );
    for (const line of lines) if (!format.test(line)) problems.push(`${service}: ${line.slice(0, 160)}`);
    return `${service} ${lines.length}`;
  });
  const lines = newest('{service="order-service"}');
  for (const line of lines) {
    const parsed: unknown = line.startsWith('{') ? JSON.parse(line) : null;
    const keys = typeof parsed === 'object' && parsed !== null ? Object.keys(parsed) : [];
    if (['level', 'time', 'pid', 'hostname', 'msg'].some((key) => !keys.includes(key)))
      problems.push(`order-service: ${line.slice(0, 160)}`);
  }
  return { text: `lines of ${told.join(', ')}, order-service ${lines.length}`, problems };
}

function errorTexts({ lines }: Run): Told {
  const texts = lines.flatMap(({ fields }) => ('err.message' in fields ? [String(fields['err.message'])] : []));
  const foreign = texts.filter((text) => !ownError.test(text));
  const odd = foreign.filter((text) => libraryErrors.every((format) => !format.test(text)));
  return {
    text: `${foreign.length} errors of libraries`,
    problems: [...new Set(odd)].map((text) => `error "${text}"`),
  };
}

function events({ chunks }: Run): Told {
  const own = chunks.flatMap((chunk) => chunk.events).filter(({ kind }) => kind === 'kubernetes');
  const odd = own.filter(({ reason, message }) => eventFormats[reason]?.test(message) !== true);
  return {
    text: `${own.length} events of Kubernetes`,
    problems: [...new Set(odd.map(({ reason, message }) => `event ${reason} "${message}"`))],
  };
}

export const verbatimLines: Check = (run) => {
  const told = [shownLines(run), errorTexts(run), events(run)];
  const problems = told.flatMap((one) => one.problems);
  const measured = `${told.map(({ text }) => text).join(', ')}; problems: ${problems.slice(0, 2).join(' | ') || 'none'} (${problems.length})`;
  return finding('R23', 'verbatim lines', measured, problems.length === 0);
};
