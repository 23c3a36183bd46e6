import { join } from 'node:path';
import type { Change, Debrief, DrillView, PinRequest } from '@firedrill/protocol';
import type { Page } from '@playwright/test';
import { part, readDebrief } from './debrief.ts';
import { begin, expect, openPane, screenshots, test } from './platform.ts';

const at = (time: string): number => Date.parse(`2024-03-16T${time}Z`);
const window = { fromMs: at('13:44:00'), toMs: at('13:49:00') };

/** What a careful person would find and keep, in the order of finding. */
const evidence: readonly PinRequest[] = [
  {
    title: 'edge p95',
    query: {
      modality: 'metric',
      expr: 'histogram_quantile(0.95, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[1m])))',
      focus: {},
    },
    window,
    reading: 'higher',
    note: '',
  },
  {
    title: 'requests of order-service that wait for a connection',
    query: {
      modality: 'metric',
      expr: 'sum by (service) (db_client_connection_pending_requests)',
      focus: { service: 'order-service' },
    },
    window,
    reading: 'higher',
    note: 'nobody else waits',
  },
  {
    title: 'catalog-service p95',
    query: {
      modality: 'metric',
      expr: 'histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket[1m])))',
      focus: { service: 'catalog-service' },
    },
    window,
    reading: 'same',
    note: '',
  },
  {
    title: 'failed to acquire connection',
    query: { modality: 'log', query: '{service="order-service"} |= "failed to acquire connection"' },
    window,
    reading: 'higher',
    note: '',
  },
  {
    title: 'slow statements of postgres',
    query: { modality: 'log', query: '{service="postgres"} |= "created_at > NOW()"' },
    window,
    reading: 'higher',
    note: '',
  },
];

/** On a cold machine every world of the drill, and those of its rivals, are computed first. */
test.setTimeout(900_000);

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

test('a good trainee goes from data to hypothesis to code', async ({ page, platform, noise }) => {
  const trainee = await begin(page, platform);
  await shoot(page, 'page');
  // What comes after the page is still being computed on a cold machine.
  for (const _ of [1, 2])
    await expect
      .poll(async () => (await trainee.send('POST', '/clock', { op: 'skip', by: 'minute' })).status, {
        timeout: 120_000,
      })
      .toBe(200);

  await openPane(page, 'Metrics');
  await expect(page.getByText('order-service').filter({ visible: true }).first()).toBeVisible();
  await shoot(page, 'metrics');
  await openPane(page, 'Logs');
  await expect(
    page
      .getByText(/[\d,]+ lines/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await shoot(page, 'logs');
  await openPane(page, 'Traces');
  await shoot(page, 'traces');
  await openPane(page, 'Changes');
  await expect(
    page
      .getByText(/Rolling out order-service/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await shoot(page, 'changes');
  await openPane(page, 'Code');
  await expect(
    page
      .getByText(/hypothesis/i)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await shoot(page, 'code-door');

  for (const pin of evidence) await trainee.look(pin);
  const { traces } = await trainee.must<{ traces: { traceId: string }[] }>('POST', '/traces/search', {
    service: 'order-service',
    minDurationMs: 700,
    fromMs: at('13:47:00'),
    toMs: at('13:48:00'),
    askedBy: 'person',
  });
  expect(traces.length).toBeGreaterThan(0);
  await trainee.must('GET', `/traces/${traces[0]?.traceId}`);
  await trainee.must('POST', '/viewed', { what: 'changes' });
  const { historyFromMs, endsAtMs } = await trainee.view();
  const changes = await trainee.must<Change[]>('GET', `/changes?fromMs=${historyFromMs}&toMs=${endsAtMs}`);
  const release = changes.find(({ kind, service }) => kind === 'deploy' && service === 'order-service');
  // What was looked at for less than two seconds is not evidence.
  await page.waitForTimeout(2_100);
  for (const pin of evidence) await trainee.pin(pin);
  await trainee.pin({
    title: 'the release',
    query: { modality: 'event', changeId: release?.id ?? '' },
    window,
    reading: 'which',
    note: '',
  });
  await trainee.pin({
    title: 'the wait for a connection',
    query: {
      modality: 'trace',
      traceId: traces[0]?.traceId ?? '',
      service: 'order-service',
      operation: 'pg-pool.connect',
    },
    window,
    reading: 'higher',
    note: '',
  });
  const view = await trainee.view();
  await expect(page.getByText('the wait for a connection').filter({ visible: true }).first()).toBeVisible();
  const pinIds = view.pins.map((pin) => pin.id);
  const cited = (title: string): string[] => view.pins.flatMap((pin) => (pin.title === title ? [pin.id] : []));
  await trainee.must('POST', '/timeline', {
    atMs: at('13:46:00'),
    text: 'p95 begins to rise',
    onset: true,
    pinId: pinIds[0],
  });
  await trainee.must('POST', '/timeline', {
    atMs: at('13:46:40'),
    text: 'requests wait for connections',
    pinId: pinIds[1],
  });
  await trainee.must('POST', '/timeline', { atMs: at('13:47:00'), text: 'time-outs', pinId: pinIds[3] });
  await trainee.draft({
    slots: {
      component: { value: 'order-service', pins: pinIds.slice(1, 2) },
      mechanism: { value: 'uncached-hot-path', pins: pinIds.slice(4, 5) },
      since: { value: String(at('13:46:00')), pins: pinIds.slice(0, 1) },
      resource: { value: 'connection-pool', pins: cited('the wait for a connection') },
      trigger: { value: release?.id ?? '', pins: cited('the release') },
      recovery: { value: 'rollback', pins: [] },
    },
    because: 'A statement over all orders of a day began with the release of order-service and holds its connections.',
    predictions: [
      {
        id: 'p1',
        text: 'the statement is only there since 13:46',
        query: { modality: 'log', query: '{service="postgres"} |= "created_at > NOW()"' },
        outcome: 'higher',
      },
      {
        id: 'p2',
        text: 'the table of orders is scanned',
        query: {
          modality: 'metric',
          expr: 'sum by (relname) (rate(pg_stat_user_tables_seq_scan{relname="orders"}[1m]))',
          focus: { relname: 'orders' },
        },
        outcome: 'higher',
      },
    ],
    alternatives: [
      {
        component: 'catalog-service',
        mechanism: 'uncached-hot-path',
        because: 'its own p95 did not move',
        pins: pinIds.slice(2, 3),
      },
      {
        component: 'external-processor',
        mechanism: 'slow-external',
        because: 'connections are waited for, and no call of the processor holds one',
        pins: pinIds.slice(1, 2),
      },
    ],
  });
  await page.getByRole('button', { name: /^Lock/ }).click();
  await expect.poll(async () => (await trainee.view()).doorOpen).toBe(true);

  await openPane(page, 'Code');
  await expect(page.getByText('order-service').filter({ visible: true }).first()).toBeVisible();
  const found = await trainee.must<{ path: string }[]>('GET', '/code/search?q=created_at%20%3E%20NOW()');
  expect(found.map(({ path }) => path)).toContain('src/order-service/order-repository.ts');
  const log = await trainee.must<{ sha: string; subject: string }[]>(
    'GET',
    '/code/log?path=src%2Forder-service%2Frecent-orders.ts',
  );
  await trainee.must('GET', `/code/commits/${log[0]?.sha}`);
  await shoot(page, 'code');

  for (const predictionId of ['p1', 'p2']) {
    await trainee.must('POST', '/predictions/check', { predictionId });
    await trainee.must('POST', '/predictions/verdict', { predictionId, verdict: 'held' });
  }
  for (const pin of evidence.slice(0, 2)) await trainee.look(pin);
  await trainee.must('POST', '/contradiction', { found: false, note: 'nothing else deviates' });
  await trainee.must('POST', '/submit');
  await trainee.must('POST', '/actions', { verb: 'revert', commit: log[0]?.sha.slice(0, 7) });
  await trainee.must('POST', '/recovery', { note: 'p95 is back' });
  await trainee.must('POST', '/end');
  const report = await readDebrief(page);
  await shoot(page, 'debrief-good');
  await expect(part(report, 'How you thought')).toContainText('None of these four');
  await expect(part(report, 'One request, from the inside').getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(part(report, 'What else it could have been')).toContainText('had it been this');
  // Whatever was looked at is there again: a graph first, and at its event what a log query found.
  const screen = report.getByRole('region', { name: 'On the screen then' });
  await part(report, 'How the explanations became fewer')
    .getByRole('row', { name: 'failed to acquire connection' })
    .getByRole('button')
    .first()
    .click();
  await expect(screen.getByRole('listitem').filter({ hasText: 'failed to acquire connection' }).first()).toBeVisible();

  const debrief = await trainee.debrief();
  const verdicts = debrief.pins.map((pin) => `${pin.why} ${pin.verdict}`);
  expect(verdicts.filter((verdict) => verdict.endsWith('wrong'))).toEqual([]);
  expect(debrief.total).toBeGreaterThanOrEqual(85);
  expect(debrief.gates.filter(({ met }) => !met)).toEqual([]);
  expect(debrief.passed).toBe(true);
  expect(debrief.narrowing.steps.at(-1)?.left).toBe(0);
  expect(noise).toEqual([]);
});

test('a guesser who reads code first scores clearly less, and is told why', async ({ page, platform }) => {
  const trainee = await begin(page, platform, { mode: 'Open' });
  await openPane(page, 'Code');
  await trainee.must('GET', '/code/search?q=timeout');
  await trainee.must<DrillView>('PUT', '/hypothesis', {
    slots: { component: { value: 'order-service', pins: [] }, mechanism: { value: 'slow-query', pins: [] } },
    because: 'it is always the last deploy',
  });
  await trainee.must('POST', '/hypothesis/lock');
  await trainee.must('POST', '/submit');
  await trainee.must('POST', '/end');
  const report = await readDebrief(page);
  await shoot(page, 'debrief-guess');
  const pitfalls = part(report, 'Five pitfalls');
  const jumped = pitfalls.getByRole('listitem').filter({ hasText: 'Jumping to code' }).first();
  await expect(jumped).toContainText('met');
  await jumped.getByRole('button', { name: /searched the code/ }).click();
  await expect(part(report, 'The incident, and where you looked').locator('p[aria-live]')).toContainText(
    'searched the code for "timeout"',
  );
  // Nobody looked at anything, so it is told what would have told.
  await expect(part(report, 'What else it could have been')).toContainText('Nobody looked at it');
  const debrief: Debrief = await trainee.debrief();
  expect(debrief.total).toBeLessThan(20);
  expect(debrief.passed).toBe(false);
  const order = debrief.lines.find(({ rule }) => rule === 'ready-before-code');
  expect(order?.why).toMatch(/Code was opened before/);
});

test('whoever follows a refuted belief is shown where', async ({ page, platform }) => {
  const trainee = await begin(page, platform, { mode: 'Open' });
  const calls = {
    modality: 'metric',
    expr: 'histogram_quantile(0.95, sum by (le) (rate(http_client_request_duration_seconds_bucket{server_address="external-processor"}[1m])))',
    focus: {},
  } as const;
  await trainee.draft({
    slots: { component: { value: 'payment-service', pins: [] }, mechanism: { value: 'slow-external', pins: [] } },
    because: 'it was released two minutes before',
    predictions: [{ id: 'p1', text: 'calls of the processor take longer', query: calls, outcome: 'higher' }],
    alternatives: [],
  });
  await trainee.must('POST', '/hypothesis/lock');
  await trainee.must('POST', '/predictions/check', { predictionId: 'p1' });
  await trainee.must('POST', '/predictions/verdict', { predictionId: 'p1', verdict: 'failed' });
  await trainee.must('GET', '/code/file?path=src%2Fpayment-service%2Findex.ts');
  await trainee.must('POST', '/submit');
  await trainee.must('POST', '/end');
  const report = await readDebrief(page);
  await shoot(page, 'debrief-anchored');
  const anchoring = part(report, 'How you thought').getByRole('listitem').filter({ hasText: 'Anchoring' }).first();
  await expect(anchoring).toContainText('more steps still followed it');
  await expect(anchoring.getByRole('button', { name: /src\/payment-service/ })).toBeVisible();
});
