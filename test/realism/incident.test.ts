/** What the incident's run recorded, from before its cause to its worst. */
import { beforeAll, describe, expect, it } from 'vitest';
import { spanIdHex, traceIdHex } from '../../apps/simulator/src/telemetry/ids.ts';
import { execute } from '../../apps/simulator/src/telemetry/query.ts';
import type { Chunk } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import { createStore } from '../../apps/simulator/src/telemetry/store/store.ts';
import {
  type EdgeRequest,
  edgeOf,
  linesOf,
  loadedScenario,
  type RecordedLine,
  type RecordedSeries,
  runWorld,
  seriesOf,
} from '../support/run.ts';
import { edgeAgainstItself, openAtTheEdge, podsAgainstTheirLines, poolProblems } from './conservation.ts';
import { countersThatFell, histogramProblems, samplesOutOfOrder } from './counters.ts';

const scenario = loadedScenario();
const fromMs = scenario.incidentFromMs;
const untilMs = scenario.truth.onsetMs + 150_000;
/** Longer than any request is waited for: those that began before it have ended. */
const patienceUs = 60_000_000;

const few = (problems: readonly string[]): readonly string[] => problems.slice(0, 5);

let chunks: Chunk[] = [];
let series: RecordedSeries[] = [];
let requestLines: RecordedLine[] = [];
let edge: EdgeRequest[] = [];
beforeAll(async () => {
  chunks = await runWorld(scenario, { untilMs });
  series = seriesOf(chunks);
  edge = edgeOf(chunks);
  requestLines = linesOf(chunks, ({ message }) => /^request (completed|errored|aborted)$/.test(message));
});

describe('conservation', () => {
  it('every pod counts the requests that it writes about', () => {
    const { compared, problems } = podsAgainstTheirLines(series, requestLines);
    expect(compared).toBeGreaterThan(300);
    expect(few(problems)).toEqual([]);
  });

  it('the ingress counts, logs and answers the same requests, by status', () => {
    const access = linesOf(chunks, ({ service, level }) => service === 'nginx-ingress' && level === 'info');
    const { compared, problems } = edgeAgainstItself(series, access, edge);
    expect(compared).toBeGreaterThan(50);
    expect(few(problems)).toEqual([]);
    expect(access.length).toBe(edge.length);
  });

  it('what has begun at the ingress and not ended is open', () => {
    const { compared, problems } = openAtTheEdge(series, edge, [fromMs * 1000, untilMs * 1000 - patienceUs]);
    expect(compared).toBeGreaterThan(20);
    expect(few(problems)).toEqual([]);
  });

  it('pools use no more than they have, and nobody waits while a connection is free', () => {
    const { compared, problems, waited } = poolProblems(series);
    expect(compared).toBeGreaterThan(300);
    expect(waited).toBeGreaterThan(10);
    expect(few(problems)).toEqual([]);
  });
});

describe('counters and histograms', () => {
  it('counters never fall while their process lives', () => {
    expect(few(countersThatFell(series))).toEqual([]);
  });

  it('samples stand in the order of time', () => {
    expect(few(samplesOutOfOrder(series))).toEqual([]);
  });

  it('buckets are cumulative, +Inf is the count, and the sum lies within the buckets', () => {
    const { readings, problems } = histogramProblems(series);
    expect(readings).toBeGreaterThan(5000);
    expect(few(problems)).toEqual([]);
  });

  it('counters are named so, but for those of other projects', () => {
    const odd = new Set(
      series.filter(({ type, name }) => type === 'counter' && !name.endsWith('_total')).map(({ name }) => name),
    );
    const foreign = (name: string): boolean =>
      name === 'nginx_ingress_controller_requests' || name.startsWith('pg_stat_');
    expect([...odd].filter((name) => !foreign(name))).toEqual([]);
  });
});

describe('correlation', () => {
  it('nearly every error line of a request names its trace', () => {
    const errors = requestLines.filter(({ template }) => template.level === 'error');
    expect(errors.length).toBeGreaterThan(50);
    expect(errors.filter(({ traced }) => traced > 0).length / errors.length).toBeGreaterThan(0.95);
  });

  it('ids are lower-case hex, never zero, and spans are unique in their trace', () => {
    const seen = new Set<string>();
    let spans = 0;
    for (const rows of chunks.flatMap((chunk) => chunk.spans)) {
      rows.spanId.forEach((spanId, i) => {
        const lo = rows.traceLo[i] ?? 0;
        const trace = traceIdHex(rows.traceHi[i] ?? 0, lo);
        const span = spanIdHex(lo, spanId);
        if (!/^[0-9a-f]{32}$/.test(trace) || /^0+$/.test(trace)) throw new Error(`trace id ${trace}`);
        if (!/^[0-9a-f]{16}$/.test(span) || /^0+$/.test(span)) throw new Error(`span id ${span}`);
        seen.add(trace + span);
        spans++;
      });
    }
    expect(spans).toBeGreaterThan(10_000);
    expect(seen.size).toBe(spans);
  });

  it('every line that says its trace was kept leads to a trace that has the span it names', () => {
    const store = createStore();
    for (const chunk of chunks) store.adopt(chunk, 'incident');
    const alwaysMs = untilMs + 3_600_000;
    const settled = requestLines.filter(({ traced, trueUs }) => traced === 2 && trueUs < untilMs * 1000 - patienceUs);
    expect(settled.length).toBeGreaterThan(5000);
    const lost: string[] = [];
    // Every seventh, and every error.
    settled.forEach(({ traceHi, traceLo, spanId, template, instance }, i) => {
      if (i % 7 !== 0 && template.level !== 'error') return;
      const traceId = traceIdHex(traceHi, traceLo);
      const trace = execute(store, { kind: 'trace', traceId }, alwaysMs);
      if (!trace?.spans.some((span) => span.spanId === spanIdHex(traceLo, spanId)))
        lost.push(`${instance.service} ${traceId}`);
    });
    expect(few(lost)).toEqual([]);
  });

  it('a tenth of the requests is kept', () => {
    const atGateway = requestLines.filter(({ instance, traced }) => instance.service === 'api-gateway' && traced > 0);
    const share = atGateway.filter(({ traced }) => traced === 2).length / atGateway.length;
    const deviation = Math.sqrt((0.1 * 0.9) / atGateway.length);
    expect(Math.abs(share - 0.1)).toBeLessThan(4 * deviation);
  });
});

describe('secrecy', () => {
  it('no text that was recorded names what this is', () => {
    const tellTale = new RegExp(
      `\\b(faults?|inject(ed|ion|s)?|scenarios?|rivals?|simulat(ed|or|ion)|firedrill|${scenario.id}|${scenario.truth.mechanism})\\b`,
      'i',
    );
    const texts = chunks.flatMap((chunk) => [
      ...chunk.strings,
      ...[chunk.instances, chunk.metricMeta, chunk.logTemplates, chunk.spanTemplates, chunk.events].map((part) =>
        JSON.stringify(part),
      ),
      ...chunk.targets.map(({ spec, newSeries }) => JSON.stringify([spec, newSeries])),
    ]);
    expect(texts.join(' ').length).toBeGreaterThan(100_000);
    expect(few(texts.filter((text) => tellTale.test(text)).map((text) => tellTale.exec(text)?.[0] ?? ''))).toEqual([]);
  });
});
