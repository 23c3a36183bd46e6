import { expect, it } from 'vitest';
import { Scraper } from '../observe/scraper.ts';
import { bench } from '../postgres/testing/little-database.ts';
import { RedisConnection, RedisServer } from '../redis/index.ts';
import { Edges } from './edges.ts';
import { newTcpCounts } from './tcp.ts';

it('sends a lost segment again, later each time, and counts it where it was sent', () => {
  const edges = new Edges();
  const sender = newTcpCounts();
  expect(edges.extraUs('a', 'b', 1, sender)).toBe(0);
  const end = edges.disturb('a', 'b', { delayUs: 500, lossShare: 1 });
  expect(edges.extraUs('a', 'b', 1, sender)).toBe(500 + 200_000 * (1 + 2 + 4 + 8 + 16 + 32));
  expect(edges.extraUs('b', 'a', 1, sender)).toBe(0);
  expect(sender.resentSegments).toBe(6);
  end();
  edges.extraUs('a', 'b', 1, sender);
  expect(sender.resentSegments).toBe(6);
});

it('counts requests at the one end and replies at the other', async () => {
  const at = bench();
  const pod = at.pod('cart-0');
  const edges = new Edges();
  const server = new RedisServer(at.kernel, pod.telemetry, new Scraper(at.kernel, pod.telemetry.metrics), edges);
  const client = new RedisConnection(pod, server, { connectionName: 'cart', commandTimeout: 60_000 });
  const end = edges.disturb('cart-0', 'redis', { delayUs: 0, lossShare: 1 });
  void client.get(at.context(1), 'k');
  end();
  await at.runFor(20_000_000);
  expect([pod.process.tcp.resentSegments, server.tcp.resentSegments]).toEqual([6, 0]);
  void client.get(at.context(2), 'k');
  edges.disturb('cart-0', 'redis', { delayUs: 0, lossShare: 1 });
  await at.runFor(20_000_000);
  expect([pod.process.tcp.resentSegments, server.tcp.resentSegments]).toEqual([6, 6]);
});
