/** Acting through the server: what is refused leaves nothing behind, what is accepted happens in the team's own world. */
import type { ActionChoices, Change, DrillView, ErrorBody } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

let platform: Platform;
let trainee: Trainee;
let choices: ActionChoices;

beforeAll(async () => {
  platform = await startPlatform();
  trainee = await Trainee.start(platform.url);
  await trainee.beginWork();
  choices = await trainee.must<ActionChoices>('GET', '/actions/choices');
}, 300_000);
afterAll(() => platform.stop());

const act = (action: unknown) => trainee.send<DrillView & ErrorBody>('POST', '/actions', action);

describe('acting', () => {
  it('is offered with the pods and versions that are there', () => {
    const orders = choices.services.find(({ name }) => name === 'order-service');
    // One more or one less while a roll-out is under way: the clock runs.
    expect([4, 5, 6]).toContain(orders?.pods.length);
    expect(orders?.versions.length).toBeGreaterThan(0);
    expect(orders?.config).toContain('PG_POOL_MAX');
  });

  it.each([
    ['service', { verb: 'restart', service: 'memcached' }],
    ['pod', { verb: 'restart', service: 'order-service', pod: 'order-service-1' }],
    ['job', { verb: 'suspend-job', service: 'order-service', job: 'settlement' }],
    ['table', { verb: 'create-index', table: 'ledgers', column: 'id' }],
    ['column', { verb: 'create-index', table: 'orders', column: 'colour' }],
    ['route', { verb: 'shed-route', route: 'GET /v2/cart' }],
    ['key', { verb: 'delete-key', key: 'cart:*' }],
    ['replicas', { verb: 'scale', service: 'order-service', replicas: 21 }],
    ['commit', { verb: 'revert', commit: 'fffffff' }],
    ['toVersion', { verb: 'roll-back', service: 'order-service', toVersion: 'fffffff' }],
    ['name', { verb: 'set-config', service: 'order-service', name: 'DEBUG', value: '1' }],
    [
      'backends.application',
      { verb: 'cancel-backend', backends: { by: 'application', application: 'nobody', olderThanSeconds: 1 } },
    ],
  ])('is refused for a %s that is not there, and nothing is journalled', async (field, action) => {
    const { seq } = await trainee.view();
    const { status, body } = await act(action);
    expect([status, body.error.code, body.error.field]).toEqual([400, 'bad_request', field]);
    expect(body.error.message.length).toBeGreaterThan(10);
    const after = await trainee.view();
    expect([after.seq, after.actions]).toEqual([seq, []]);
  });

  it('is refused while the clocks are paused', async () => {
    await trainee.must('POST', '/clock', { op: 'pause' });
    const { status, body } = await act({ verb: 'restart', service: 'order-service' });
    expect([status, body.error.code]).toEqual([409, 'out_of_turn']);
    await trainee.must('POST', '/clock', { op: 'resume' });
  });

  it('happens: the feed says how far it is', async () => {
    const table = choices.tables.find(({ name }) => name === 'uploads');
    const view = await trainee.must<DrillView>('POST', '/actions', {
      verb: 'create-index',
      table: table?.name,
      column: table?.columns[0],
    });
    expect(view.actions.map(({ operation }) => operation)).toEqual(['op-1']);
    await trainee.must('POST', '/clock', { op: 'speed', speed: 10 });
    const { historyFromMs, endsAtMs } = view;
    const entries = async (): Promise<(string | undefined)[]> => {
      const changes = await trainee.must<Change[]>('GET', `/changes?fromMs=${historyFromMs}&toMs=${endsAtMs}`);
      return changes.flatMap(({ details }) => (details.operation === 'op-1' ? [details.state] : []));
    };
    await expect.poll(entries, { timeout: 240_000, interval: 500 }).toEqual(['running', 'done']);
  }, 270_000);

  it('is told after the end what it changed, and not before', async () => {
    expect((await trainee.send('GET', '/debrief')).status).toBe(409);
    expect(JSON.stringify(await trainee.view())).not.toMatch(/harmful|verdict/);
    await trainee.must('POST', '/end');
    const { actions, deeds } = await trainee.debrief();
    const text = `create an index on uploads (${choices.tables.find(({ name }) => name === 'uploads')?.columns[0]})`;
    expect(actions).toEqual([
      { seq: expect.any(Number), text, verdict: 'nothing', why: expect.stringMatching(/the alert held for/) },
    ]);
    expect(deeds.filter(({ lane }) => lane === 'action').map((deed) => deed.text)).toEqual([`acted: ${text}`]);
  }, 300_000);
});
