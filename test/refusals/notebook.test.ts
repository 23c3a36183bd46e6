/** What cannot be kept, predicted or submitted is refused by name, and leaves the notebook as it was. */
import type { DrillView, ErrorBody, PinRequest } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

const title = 'Warm-up: orders fail';
let platform: Platform;
let trainee: Trainee;
let view: DrillView;

beforeAll(async () => {
  platform = await startPlatform();
  trainee = await Trainee.start(platform.url, { title, mode: 'open' });
  view = await trainee.beginWork();
}, 300_000);
afterAll(() => platform.stop());

const errors = { modality: 'log', query: '{level="error"}' } as const;
const pin = (more: Partial<PinRequest> = {}): PinRequest => {
  const toMs = view.page?.firedAtMs ?? 0;
  const window = { fromMs: toMs - 300_000, toMs };
  return { query: errors, window, reading: 'higher', title: 'errors', note: '', ...more };
};
const refused = async (method: string, path: string, body?: unknown) => {
  const before = await trainee.view();
  const { status, body: answer } = await trainee.send<ErrorBody>(method, path, body);
  const after = await trainee.view();
  expect([after.seq, after.pins, after.locked, after.checks]).toEqual([
    before.seq,
    before.pins,
    before.locked,
    before.checks,
  ]);
  return { status, ...answer.error };
};
const hypothesis = (more: object) => ({ slots: { component: { value: 'redis', pins: [] } }, ...more });
const prediction = (more: object) => ({ id: 'p', text: 'x', query: errors, outcome: 'higher', ...more });

describe('refused', () => {
  it('is a reading that does not fit the query', async () => {
    const { historyFromMs, endsAtMs } = view;
    const changes = await trainee.must<{ id: string }[]>('GET', `/changes?fromMs=${historyFromMs}&toMs=${endsAtMs}`);
    const query = { modality: 'event', changeId: changes[0]?.id ?? '' } as const;
    const answer = await refused('POST', '/pins', pin({ query, reading: 'comes-and-goes' }));
    expect(answer).toMatchObject({ status: 400, field: 'reading' });
    expect(answer.message).toContain('which');
  });

  it('is a pin of what is not there', async () => {
    const { historyFromMs, endsAtMs } = view;
    const before = { fromMs: historyFromMs - 900_000, toMs: historyFromMs - 60_000 };
    const after = { fromMs: endsAtMs, toMs: endsAtMs + 60_000 };
    const trace = { modality: 'trace', traceId: 'f'.repeat(32), service: 'redis', operation: 'get' } as const;
    expect(await refused('POST', '/pins', pin({ window: before }))).toMatchObject({ field: 'window.toMs' });
    expect(await refused('POST', '/pins', pin({ window: after }))).toMatchObject({ field: 'window.fromMs' });
    expect(await refused('POST', '/pins', pin({ query: trace }))).toMatchObject({ field: 'query.traceId' });
    const query = { modality: 'metric', expr: 'sum(', focus: {} } as const;
    expect(await refused('POST', '/pins', pin({ query }))).toMatchObject({ status: 400, code: 'bad_query' });
  });

  it('is a metric of which nobody says what was read, until a series is chosen', async () => {
    const expr = 'sum by (service) (process_start_time_seconds)';
    const several = { modality: 'metric', expr, focus: {} } as const;
    const answer = await refused('POST', '/pins', pin({ query: several, reading: 'same' }));
    expect(answer).toMatchObject({ status: 400, field: 'query.focus' });
    expect(answer.message).toContain('service=');
    const query = { modality: 'metric', expr, focus: { service: 'order-service' } } as const;
    expect((await trainee.pin(pin({ query, reading: 'same' }))).pins.at(-1)?.query).toEqual(query);
    const whole = { modality: 'metric', expr: 'sum(process_start_time_seconds)', focus: {} } as const;
    expect(await refused('POST', '/pins', pin({ query: whole, reading: 'which' }))).toMatchObject({ field: 'reading' });
  });

  it('is a prediction that cannot be evaluated, when it is to be locked or checked', async () => {
    const { pins } = await trainee.pin(pin());
    const { id } = pins[0]!;
    for (const [more, field] of [
      [{ query: { modality: 'metric', expr: 'rate(x)', focus: {} } }, 'predictions.0.query'],
      [
        { query: { modality: 'metric', expr: 'sum by (service) (process_start_time_seconds)', focus: {} } },
        'predictions.0.query',
      ],
      [{ query: { modality: 'event', changeId: 'x' }, outcome: 'which' }, 'predictions.0.query'],
      [{ outcome: 'which' }, 'predictions.0.outcome'],
    ] as const) {
      await trainee.must('PUT', '/hypothesis', hypothesis({ predictions: [prediction(more)] }));
      expect(await refused('POST', '/hypothesis/lock')).toMatchObject({ status: 400, field });
      expect(await refused('POST', '/predictions/check', { predictionId: 'p' })).toMatchObject({ status: 400, field });
    }
    await trainee.must('PUT', '/hypothesis', hypothesis({ predictions: [prediction({})] }));
    expect((await trainee.must<DrillView>('POST', '/hypothesis/lock')).locked).toHaveLength(1);
    expect(await refused('POST', '/predictions/check', { predictionId: 'q' })).toMatchObject({ status: 404 });
    expect(await refused('POST', '/predictions/verdict', { predictionId: 'p', verdict: 'held' })).toMatchObject({
      status: 409,
    });
    expect(id).not.toBe('');
  });

  it('is a check of what is not over yet, or of what nobody can see', async () => {
    const { historyFromMs, endsAtMs } = view;
    const ahead = { fromMs: endsAtMs - 120_000, toMs: endsAtMs - 60_000 };
    await trainee.must('PUT', '/hypothesis', hypothesis({ predictions: [prediction({ window: ahead })] }));
    const early = await refused('POST', '/predictions/check', { predictionId: 'p' });
    expect(early).toMatchObject({ status: 409, code: 'out_of_turn' });
    expect(early.message).toContain(`check after ${new Date(ahead.toMs).toISOString().slice(11, 19)}`);
    for (const window of [
      { fromMs: historyFromMs - 120_000, toMs: historyFromMs + 60_000 },
      { fromMs: endsAtMs - 60_000, toMs: endsAtMs + 60_000 },
    ]) {
      await trainee.must('PUT', '/hypothesis', hypothesis({ predictions: [prediction({ window })] }));
      expect(await refused('POST', '/hypothesis/lock')).toMatchObject({ status: 400, field: 'predictions.0.window' });
    }
    await trainee.must('PUT', '/hypothesis', hypothesis({ predictions: [prediction({})] }));
  });

  it('is a pin of another team', async () => {
    const other = await Trainee.start(platform.url, { title, mode: 'open', name: 'Bo' });
    await other.beginWork();
    const { pins } = await other.pin(pin());
    const foreign = { slots: { component: { value: 'redis', pins: [pins[0]!.id] } } };
    expect(await refused('PUT', '/hypothesis', foreign)).toMatchObject({ status: 400, field: 'slots.component.pins' });
    const entry = { atMs: 0, text: 'x', pinId: pins[0]!.id };
    expect(await refused('POST', '/timeline', entry)).toMatchObject({ status: 400, field: 'pinId' });
  });

  it('is everything after the end, and the debrief by a rubric that there is not', async () => {
    await trainee.must('POST', '/end');
    for (const [path, body] of [
      ['/submit', undefined],
      ['/pins', pin()],
      ['/hypothesis/lock', undefined],
      ['/contradiction', { found: false }],
      ['/recovery', {}],
    ] as const)
      expect(await refused('POST', path, body), path).toMatchObject({ status: 409, code: 'out_of_turn' });
    const debrief = await trainee.debrief();
    expect(debrief.lines.reduce((sum, { max }) => sum + max, 0)).toBe(100);
    const free = await trainee.debrief('?timeBoxes=off');
    expect(free.lines.map(({ dim }) => dim)).not.toContain('D7');
    const { status, body } = await trainee.send<ErrorBody>('GET', '/debrief?rubric=0.1');
    expect([status, body.error.field]).toEqual([400, 'rubric']);
    expect(body.error.message).toContain(debrief.rubricVersion);
  }, 300_000);
});
