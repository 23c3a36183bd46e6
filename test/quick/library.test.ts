/** What is said of the library is said of all of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { components, mechanisms } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { groundOf, loadLibrary, loadShop } from '../../apps/simulator/src/scenario/index.ts';
import {
  candidatesFor,
  drawn,
  fewestKept,
  fixedEdgeOf,
  placesOf,
  QuickRefused,
  quickCauses,
  usualOf,
} from '../../apps/simulator/src/scenario/quick/index.ts';
import { root } from '../support/platform.ts';

const { library, refused } = loadLibrary([join(root, 'scenarios')]);
const shop = loadShop(join(root, 'apps/shop'), join(root, 'scenarios/_history'));
const quick = quickCauses(library);

describe('the library of causes', () => {
  it('is whole, and its table has a row for each, which says whether it is one for quick drills', () => {
    expect(refused).toEqual([]);
    const rows = readFileSync(join(root, 'docs/causes.md'), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const row = /^\| `([\w-]+)` \| (yes)? ?\|/.exec(line);
        return row ? [[row[1], row[2] === 'yes']] : [];
      });
    expect(rows).toEqual([...library.values()].map((cause) => [cause.id, cause.quick !== null]).sort());
  });

  it.each(quick.map((cause) => [cause.id, cause] as const))('%s says what a quick drill needs', (_, cause) => {
    const what = drawn(library, { cause: cause.id, seed: 1 });
    expect(components.map(({ id }) => id)).toContain(what.component);
    expect(mechanisms.map(({ id }) => id)).toContain(cause.mechanism);
    expect(shop.files.get('deploy/alerts.yaml')).toContain(`alert: ${cause.quick?.page}\n`);
    expect(Object.keys(usualOf(cause))).toEqual(expect.arrayContaining(Object.keys(cause.quick?.choices ?? {})));
    expect(candidatesFor(library, what).length).toBeGreaterThan(fewestKept);
  });
});

describe('where a cause can strike', () => {
  const ground = groundOf(shop.files);
  const placesIn = (id: string) => placesOf(library.get(id)!, ground);

  it('is every service that has what it breaks, and nothing else', () => {
    expect(placesIn('statement-timeout-typo').service).toEqual(
      [...ground.environment].flatMap(([service, names]) => (names.has('PG_STATEMENT_TIMEOUT_MS') ? [service] : [])),
    );
    expect(placesIn('statement-timeout-typo').service).toContain('catalog-service');
    expect(placesIn('statement-timeout-typo').service).not.toContain('external-processor');
    expect(placesIn('noisy-neighbour').node).toHaveLength(3);
    expect(placesIn('slow-store')).toMatchObject({ to: ['postgres', 'redis'] });
    expect(Object.keys(placesIn('network-latency'))).toEqual(['from', 'to']);
  });

  it('is told where nobody can choose it', () => {
    expect(fixedEdgeOf(library.get('crash-loop')!, ground)).toEqual(['api-gateway', 'order-service']);
    expect(fixedEdgeOf(library.get('slow-store')!, ground)).toBeNull();
  });
});

describe('what chance draws', () => {
  const draws = Array.from({ length: 300 }, (_, index) => drawn(library, { seed: index + 1 }));

  it('is the same for the same seed, and reaches every cause', () => {
    expect(draws.map(({ cause, at }) => [cause.id, at])).toEqual(
      Array.from({ length: 300 }, (_, index) => drawn(library, { seed: index + 1 })).map(({ cause, at }) => [
        cause.id,
        at,
      ]),
    );
    expect([...new Set(draws.map(({ cause }) => cause.id))].sort()).toEqual(quick.map(({ id }) => id));
    for (const { at } of draws) expect(at >= '09:10' && at < '16:50').toBe(true);
  });

  it('is something else at the next attempt, and leaves what was chosen', () => {
    const attempts = [0, 1, 2, 3].map((attempt) => drawn(library, { cause: 'noisy-neighbour', seed: 9, attempt }));
    expect(new Set(attempts.map(({ at }) => at)).size).toBe(4);
    expect(new Set(attempts.map(({ cause }) => cause.id))).toEqual(new Set(['noisy-neighbour']));
  });

  it('is nothing when all is chosen', () => {
    const all = { cause: 'noisy-neighbour', at: '11:20', with: { node: 'node-a-7c1f' }, seed: 1 };
    expect(drawn(library, all).byChance).toBe(false);
    expect(drawn(library, { ...all, with: {} }).byChance).toBe(true);
    expect(drawn(library, { cause: 'crash-loop', at: '11:20', seed: 1 }).byChance).toBe(false);
  });

  it('never names a cause as an alternative to itself, or two that nobody could tell apart', () => {
    for (const what of draws.slice(0, 60)) {
      const pairs = candidatesFor(library, what).map((other) => `${other.component} ${other.mechanism}`);
      expect(pairs).not.toContain(`${what.component} ${what.cause.mechanism}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    }
  });

  it('refuses what nobody has', () => {
    expect(() => drawn(library, { cause: 'data-growth', seed: 1 })).toThrow(QuickRefused);
    expect(() => drawn(library, { at: '24:00', seed: 1 })).toThrow(/time of day/);
  });
});
