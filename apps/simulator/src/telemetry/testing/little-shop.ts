/** A run small enough to reason about in tests: two pods of one service that answer once a second. */
import type { Chunk } from '../record/chunk.ts';
import { createRecorder } from '../record/recorder.ts';
import type { SpanRef, Telemetry } from '../sinks.ts';

export const noonUs = Date.UTC(2024, 2, 16, 12) * 1000;
export const secondUs = 1_000_000;
export const scrapeEveryS = 15;
export const ingestLagUs = 8 * secondUs;

const pods = ['order-service-7d9c5b6f4-x2k8q', 'order-service-7d9c5b6f4-p4m7w'];

/** Every tenth request fails; what happens is a function of the instant, so runs that start anywhere agree. */
function play(telemetry: Telemetry, fromUs: number, untilUs: number): void {
  const { logs, spans, metrics, events, edge } = telemetry;
  metrics.describe({ name: 'http_requests_total', type: 'counter', help: 'Requests answered.' });
  const completed = logs.template({
    service: 'order-service',
    level: 'info',
    format: 'pino',
    message: 'request completed',
    fields: [
      { name: 'req.method', kind: 'text' },
      { name: 'req.url', kind: 'text' },
      { name: 'res.statusCode', kind: 'number' },
      { name: 'responseTime', kind: 'number' },
    ],
  });
  const errored = logs.template({
    service: 'order-service',
    level: 'error',
    format: 'pino',
    message: 'failed to acquire connection',
    fields: [{ name: 'err.message', kind: 'text' }],
  });
  const slow = logs.template({
    service: 'postgres',
    level: 'info',
    format: 'plain',
    message: 'duration: {duration} ms  statement: {statement}',
    line: '{time:pg} [{pid}] LOG:  duration: {duration} ms  statement: {statement}',
    fields: [
      { name: 'pid', kind: 'number' },
      { name: 'duration', kind: 'number' },
      { name: 'statement', kind: 'text' },
    ],
  });
  const server = spans.template({
    service: 'order-service',
    operation: 'GET /v1/orders/:id',
    kind: 'server',
    attributes: ['http.route', 'http.response.status_code'],
  });
  const query = spans.template({
    service: 'order-service',
    operation: 'pg.query:SELECT shop',
    kind: 'client',
    attributes: ['db.query.text'],
  });
  const database = telemetry.instance({
    service: 'postgres',
    pod: 'postgres-0',
    version: '16',
    node: 'n3',
    clockSkewUs: -1500,
  });
  const instances = pods.map((pod, i) =>
    telemetry.instance({ service: 'order-service', pod, version: '1.4.2', node: `n${i}`, clockSkewUs: i * 2000 }),
  );
  const targets = pods.map((pod) => {
    const writer = metrics.target({ labels: { job: 'order-service', pod, service: 'order-service' }, ingestLagUs });
    const series = ['200', '500'].map((http_response_status_code) =>
      writer.series('http_requests_total', { http_response_status_code }, 'counter'),
    );
    return { writer, series, counts: [0, 0] };
  });
  for (let timeUs = fromUs; timeUs < untilUs; timeUs += secondUs) {
    const second = timeUs / secondUs;
    const pod = second % 2;
    const failed = second % 10 === 0;
    const ref: SpanRef = { traceHi: 7, traceLo: second >>> 0, spanId: 1, sampled: second % 5 === 0 };
    const target = targets[pod];
    const instance = instances[pod] ?? 0;
    if (target) target.counts[failed ? 1 : 0] = (target.counts[failed ? 1 : 0] ?? 0) + 1;
    logs.append(completed, instance, timeUs, ref, [
      'GET',
      `/v1/orders/${second}`,
      failed ? 500 : 200,
      20 + (second % 7),
    ]);
    if (failed) logs.append(errored, instance, timeUs, ref, ['timeout exceeded when trying to connect']);
    if (second % 30 === 0) logs.append(slow, database, timeUs, null, [4821, 1200.5, 'SELECT * FROM orders']);
    if (ref.sampled) {
      spans.append(query, instance, { ...ref, spanId: 2 }, 1, timeUs - 15_000, timeUs - 3000, 0, ['SELECT 1']);
      spans.append(server, instance, ref, 0, timeUs - 20_000, timeUs, failed ? 2 : 0, [
        '/v1/orders/:id',
        failed ? 500 : 200,
      ]);
    }
    edge.request(
      'GET /v1/orders/:id',
      timeUs - 20_000,
      20_000,
      failed ? 503 : 200,
      failed ? 'pool-acquire-timeout' : '',
    );
    targets.forEach(({ writer, counts }, i) => {
      if ((second + i * 4) % scrapeEveryS !== 0) return;
      writer.scrape(timeUs, 3000, Float64Array.from(counts), 2);
    });
    if (second % 300 === 0) {
      events.append({
        timeUs,
        kind: 'deploy',
        severity: 'normal',
        reason: 'RolloutStarted',
        service: 'order-service',
        object: 'deployment/order-service',
        message: 'rollout of 1.4.2',
        author: 'rhea',
        version: '1.4.2',
        details: {},
      });
    }
  }
}

/** What a slice records, cut into chunks at the given instants (the last one is its end). */
export function littleSlice(fromUs: number, endsUs: readonly number[], warmupUs = 120 * secondUs): Chunk[] {
  const recorder = createRecorder({ fromUs });
  const untilUs = endsUs.at(-1) ?? fromUs;
  play(recorder, fromUs - warmupUs, untilUs);
  return endsUs.map((end) => recorder.seal(end));
}
