/** What actions can name is what a running shop really has, in every drill the same. */
import { isKeyAmong } from '@firedrill/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadScenarios, loadShop } from '../../apps/simulator/src/scenario/index.ts';
import type { Chunk } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import { choicesOf } from '../../apps/simulator/src/world/actions/choices.ts';
import { ask } from '../support/ask.ts';
import { root } from '../support/platform.ts';
import { edgeOf, loadedScenario, runWorld } from '../support/run.ts';

const scenario = loadedScenario();
const choices = choicesOf(scenario.baseFiles);
const untilMs = scenario.incidentFromMs + 120_000;
/** As a recorded attribute has it, after a mark of its type. */
const command = /^'(?:get|mget|set|del|incr|pexpire|hget|hset|hdel|hgetall|lpush|ltrim|lrange|eval) (\S+)$/;

describe('what actions can name', () => {
  let chunks: readonly Chunk[];
  beforeAll(async () => {
    chunks = await runWorld(scenario, { untilMs });
  }, 60_000);

  it('has the routes that visitors use', () => {
    const used = new Set(edgeOf(chunks).map(({ route }) => route));
    expect([...choices.routes]).toEqual(expect.arrayContaining([...used].filter((route) => route.includes(' /v1/'))));
    expect(choices.routes.filter((route) => !used.has(route))).toEqual([]);
  });

  it('has the keys that services use', () => {
    const families = chunks.flatMap(({ strings }) => strings.flatMap((text) => command.exec(text)?.[1] ?? []));
    expect(families.length).toBeGreaterThan(5);
    // A span says `orders:*` of `orders:recent`.
    const unknown = families.filter((family) =>
      family.endsWith('*')
        ? !choices.keys.some((key) => key.startsWith(family.slice(0, -1)))
        : !isKeyAmong(family, choices.keys),
    );
    expect(unknown).toEqual([]);
  });

  it('has the database sessions that there are', () => {
    const world = ask(chunks);
    const names = world.labelsAt('pg_stat_activity_count', 'application_name', untilMs - 1000);
    expect([...new Set(names)].filter((name) => name !== '')).toEqual(choices.applications);
  });

  it('has settings, jobs, tables and columns, in the order of the alphabet', () => {
    const jobs = choices.services.flatMap(({ name, jobs: own }) => own.map((job) => `${name}/${job}`));
    expect(jobs).toEqual([
      'catalog-service/facets',
      'catalog-service/warm-up',
      'order-service/reconciliation',
      'payment-service/settlement',
    ]);
    const orders = choices.tables.find(({ name }) => name === 'orders');
    expect(orders?.columns).toEqual(['created_at', 'currency', 'customer_id', 'id', 'status', 'total_cents']);
    expect(choices.services.find(({ name }) => name === 'external-processor')?.config).toEqual(['LATENCY_MS']);
    for (const { config, name } of choices.services) expect([...config].sort(), name).toEqual(config);
    const lists = [choices.services.map(({ name }) => name), choices.tables.map(({ name }) => name), choices.routes];
    for (const list of [...lists, choices.keys, choices.applications]) expect([...list].sort()).toEqual(list);
  });

  it('is the same in every drill', () => {
    const shop = loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`);
    const { scenarios } = loadScenarios([`${root}/scenarios`], shop);
    expect(scenarios.length).toBeGreaterThan(2);
    for (const { baseFiles } of scenarios) expect(choicesOf(baseFiles)).toEqual(choices);
  });
});
