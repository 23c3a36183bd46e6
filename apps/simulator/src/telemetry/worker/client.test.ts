import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { littleSlice, noonUs, secondUs } from '../testing/little-shop.ts';
import { createTelemetryClient, type TelemetryClient } from './client.ts';

/** Threads run compiled files: bring them up to date first. */
const simulator = new URL('../../../', import.meta.url);

describe('a thread of its own', () => {
  let client: TelemetryClient;
  const noonMs = noonUs / 1000;
  const always = noonMs + 3_600_000;
  const chunks = littleSlice(noonUs, [noonUs + 100 * secondUs, noonUs + 200 * secondUs]);
  const request = { kind: 'log-search', query: '{}', fromMs: noonMs - 1000, toMs: always, limit: 1 } as const;

  beforeAll(async () => {
    const { transpile }: { transpile(folder: string): Promise<number> } = await import(
      new URL('../../scripts/transpile.mjs', simulator).href
    );
    await transpile(fileURLToPath(simulator));
    client = createTelemetryClient(new URL('./dist/telemetry/worker/worker.js', simulator));
    for (const chunk of chunks) await client.adopt('w', 's', chunk);
  });
  afterAll(() => client.close());

  it('answers', async () => {
    const { total } = await client.query('w', request, always);
    expect(total).toBeGreaterThan(200);
    await client.fork('w', 'fork', noonUs + 100 * secondUs);
    expect((await client.query('fork', request, always)).total).toBeLessThan(total);
  });

  it('passes refusals on with their position', async () => {
    const query = client.query('w', { kind: 'metric-instant', expr: 'sum(', atMs: noonMs }, always);
    await expect(query).rejects.toMatchObject({
      name: 'TelemetryError',
      code: 'bad_query',
      from: 4,
      expected: 'an expression',
    });
    await expect(client.query('nowhere', request, always)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('forgets a world', async () => {
    await client.drop('fork');
    await expect(client.query('fork', request, always)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives up a query whose asker has gone', async () => {
    const signal = AbortSignal.abort();
    await expect(client.query('w', request, always, { signal })).rejects.toMatchObject({ code: 'aborted' });
    const asker = new AbortController();
    const query = client.query('w', request, always, { signal: asker.signal });
    asker.abort();
    await expect(query).rejects.toMatchObject({ code: 'aborted' });
  });

  it('survives an expression made to hang', async () => {
    const evil = { ...request, query: '{} |~ "(a+)+([a-z]+)*!$"' };
    await expect(client.query('w', evil, always)).resolves.toMatchObject({ total: 0 });
  });

  it('rejects what waits when it ends', async () => {
    const other = createTelemetryClient(new URL('./dist/telemetry/worker/worker.js', simulator));
    const query = other.query('w', request, always);
    const rejected = expect(query).rejects.toMatchObject({ name: 'TelemetryError' });
    await other.close();
    await rejected;
  });
});
