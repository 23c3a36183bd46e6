import { traceIdHex } from '../../../apps/simulator/src/telemetry/ids.ts';
import { type Check, finding } from './run.ts';

const settleMs = 60_000;

/** Error lines name their trace; a trace that a line says was kept has the span that the line names. */
export const correlation: Check = ({ lines, spans, untilMs }) => {
  const requests = lines.filter(({ template }) => /^request (completed|errored|aborted)$/.test(template.message));
  const errors = requests.filter(({ template }) => template.level === 'error');
  const named = errors.filter(({ traced }) => traced > 0).length;
  const ids = new Set(spans.map(({ trace, id }) => trace + id));
  const kept = new Set(spans.map(({ trace }) => trace));
  const odd = spans.filter(
    ({ trace, id }) => !/^(?!0+$)[0-9a-f]{32}$/.test(trace) || !/^(?!0+$)[0-9a-f]{16}$/.test(id),
  );
  const lost = requests.filter(
    ({ traced, trueUs, traceHi, traceLo }) =>
      traced === 2 && trueUs < (untilMs - settleMs) * 1000 && !kept.has(traceIdHex(traceHi, traceLo)),
  );
  const share = errors.length === 0 ? 1 : named / errors.length;
  const measured = `${(100 * share).toFixed(1)} % of ${errors.length} error lines name a trace (> 95 %), ${spans.length} spans of which ${ids.size} are unique, ${odd.length} odd ids, ${lost.length} lines lead nowhere`;
  return finding(
    'R12',
    'correlation ids',
    measured,
    share > 0.95 && ids.size === spans.length && odd.length === 0 && lost.length === 0,
  );
};
