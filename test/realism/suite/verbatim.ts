import { execute } from '../../../apps/simulator/src/telemetry/query.ts';
import { createStore } from '../../../apps/simulator/src/telemetry/store/store.ts';
import { type Check, finding } from './run.ts';

const pgTime = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC \\[\\d+\\]';
/** By service: what every line of it looks like. */
const shapes: Readonly<Record<string, RegExp>> = {
  'nginx-ingress':
    /^(\d+\.\d+\.\d+\.\d+ - - \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000\] "[A-Z]+ \S+ HTTP\/[12](\.\d)?" \d{3} \d+ "[^"]*" "[^"]*" \d+ \d+\.\d{3} \[[^\]]*\] \[[^\]]*\] \S+( :?\S+)* [0-9a-f]{32}|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[(error|warn|notice)\] \d+#\d+: .*)$/,
  postgres: new RegExp(`^(${pgTime} (LOG|DETAIL|ERROR|FATAL|STATEMENT|HINT|WARNING|CONTEXT):  .*|\\t.*)`, 's'),
  redis: /^\d+:[MCS] \d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d{3} [.\-*#] .+/,
};

export const verbatimLines: Check = ({ chunks, fromMs, untilMs }) => {
  const store = createStore();
  for (const chunk of chunks) store.adopt(chunk, 'run');
  const problems: string[] = [];
  const told: string[] = [];
  for (const [service, shape] of Object.entries(shapes)) {
    const { rows } = execute(
      store,
      { kind: 'log-search', query: `{service="${service}"}`, fromMs, toMs: untilMs, limit: 500 },
      untilMs + 60_000,
    );
    told.push(`${service} ${rows.length}`);
    for (const { line } of rows) if (!shape.test(line)) problems.push(`${service}: ${line.slice(0, 160)}`);
  }
  const { rows } = execute(
    store,
    { kind: 'log-search', query: '{service="order-service"}', fromMs, toMs: untilMs, limit: 500 },
    untilMs + 60_000,
  );
  for (const { line } of rows) {
    const parsed: unknown = line.startsWith('{') ? JSON.parse(line) : null;
    const whole =
      typeof parsed === 'object' &&
      parsed !== null &&
      ['level', 'time', 'pid', 'hostname', 'msg'].every((key) => key in parsed);
    if (!whole) problems.push(`order-service: ${line.slice(0, 160)}`);
  }
  told.push(`order-service ${rows.length}`);
  return finding(
    'R23',
    'verbatim lines',
    `${told.join(', ')} lines, problems: ${problems.slice(0, 2).join(' | ') || 'none'} (${problems.length})`,
    problems.length === 0,
  );
};
