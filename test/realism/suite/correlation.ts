/** R12: an id in a line leads to its trace, and to its span in it. */
import { spanIdHex, traceIdHex } from '../../../apps/simulator/src/telemetry/ids.ts';
import { execute } from '../../../apps/simulator/src/telemetry/query.ts';
import { createStore } from '../../../apps/simulator/src/telemetry/store/store.ts';
import type { RecordedLine } from '../../support/run.ts';
import { type Check, finding, isRequestLine, type Run } from './run.ts';

/** A span that is under way when the recording ends is not there yet. */
const endedMs = 60_000;
const fewestNamed = 0.95;
const read = 400;

const idOf = ({ traceHi, traceLo, spanId }: RecordedLine): string =>
  traceIdHex(traceHi, traceLo) + spanIdHex(traceLo, spanId);

/** The newest lines as they are shown: how many name a trace, and what is odd about it. */
function asShown({ chunks, onsetMs }: Run): { named: number; odd: string[] } {
  const store = createStore();
  for (const chunk of chunks) store.adopt(chunk, 'run');
  const query = '{service="order-service"} |= "request"';
  const window = { fromMs: onsetMs - 120_000, toMs: onsetMs };
  const { rows } = execute(store, { kind: 'log-search', query, ...window, limit: read }, onsetMs + 60_000);
  const texts = rows.map(({ line }) => line).filter((line) => line.includes('trace_id'));
  const shape = /"trace_id":"(?!0{32})[0-9a-f]{32}","span_id":"(?!0{16})[0-9a-f]{16}","trace_flags":"0[01]"/;
  return { named: texts.length, odd: texts.filter((text) => !shape.test(text)) };
}

export const correlation: Check = (run) => {
  const { lines, spans, fromMs, untilMs } = run;
  const ids = new Set(spans.map(({ trace, id }) => trace + id));
  const unique = new Set(spans.map(({ id }) => id));
  const odd = spans.filter(
    ({ trace, id }) => !/^(?!0+$)[0-9a-f]{32}$/.test(trace) || !/^(?!0+$)[0-9a-f]{16}$/.test(id),
  );
  const flagged = lines.filter(
    ({ traced, trueUs }) => traced === 2 && trueUs > (fromMs + 1_000) * 1000 && trueUs < (untilMs - endedMs) * 1000,
  );
  const lost = flagged.filter((line) => !ids.has(idOf(line)));
  const requests = lines.filter(isRequestLine);
  const errors = requests.filter(({ template }) => template.level === 'error');
  // A quiet stretch has a failure or none: then every request speaks for them.
  const [judged, what] = errors.length >= 20 ? [errors, 'error lines'] : [requests, 'request lines'];
  const share = judged.filter(({ traced }) => traced > 0).length / judged.length;
  const shown = asShown(run);
  const measured = `${flagged.length} lines with flags 01, ${lost.length} lead to no span; ${(100 * share).toFixed(1)} % of ${judged.length} ${what} name a trace (> ${100 * fewestNamed} %); ${shown.named} lines as shown, ${shown.odd.length} with odd ids; ${spans.length} spans, ${unique.size} ids, ${odd.length} odd ones`;
  return finding(
    'R12',
    'correlation ids',
    measured,
    flagged.length > 500 &&
      lost.length === 0 &&
      share > fewestNamed &&
      judged.length > 0 &&
      shown.named > 50 &&
      shown.odd.length === 0 &&
      unique.size === spans.length &&
      odd.length === 0,
  );
};
