import { describe, expect, it } from 'vitest';
import { Edges } from '../network/edges.ts';
import { Scraper } from '../observe/scraper.ts';
import { bench } from '../postgres/testing/little-database.ts';
import { RedisConnection } from './client.ts';
import { Keyspace } from './data.ts';
import { RedisServer } from './server.ts';

const ms = 1000;

describe('keyspace', () => {
  it('lets keys expire at their instant, and not by being looked at', () => {
    const data = new Keyspace();
    data.set('a', '1', 0, 10, false);
    expect(data.get('a', 10 * ms - 1)).toBe('1');
    expect(data.get('a', 10 * ms)).toBeNull();
    expect([data.hits, data.misses, data.expired, data.size]).toEqual([1, 1, 1, 0]);
  });

  it('sets NX only where nothing lives', () => {
    const data = new Keyspace();
    expect(data.set('lock', 'x', 0, 10, true)).toBe('OK');
    expect(data.set('lock', 'y', 5 * ms, 10, true)).toBeNull();
    expect(data.set('lock', 'z', 10 * ms, 10, true)).toBe('OK');
    expect(data.get('lock', 11 * ms)).toBe('z');
  });

  it('keeps the time to live when it counts, and loses it when set anew', () => {
    const data = new Keyspace();
    data.set('n', '4', 0, 10, false);
    expect(data.incr('n', 1)).toBe(5);
    expect(data.get('n', 10 * ms)).toBeNull();
    data.set('n', '4', 0, 10, false);
    data.set('n', '5', 1, undefined, false);
    expect(data.get('n', 20 * ms)).toBe('5');
  });

  it('cuts lists by positions from either end', () => {
    const data = new Keyspace();
    for (const value of ['d', 'c', 'b', 'a']) data.lpush('list', value, 0);
    expect(data.lrange('list', 0, -1, 0)).toEqual(['a', 'b', 'c', 'd']);
    expect(data.lrange('list', -2, -1, 0)).toEqual(['c', 'd']);
    expect(data.lrange('list', 1, 99, 0)).toEqual(['b', 'c', 'd']);
    data.ltrim('list', 0, 1, 0);
    expect(data.lrange('list', 0, -1, 0)).toEqual(['a', 'b']);
    data.ltrim('list', 5, 9, 0);
    expect(data.size).toBe(0);
  });

  it('refuses commands on values of another type', () => {
    const data = new Keyspace();
    data.hset('h', 'f', 'v', 0);
    expect(() => data.get('h', 0)).toThrow(/^WRONGTYPE/);
    expect(() => data.lpush('h', 'v', 0)).toThrow(/^WRONGTYPE/);
    data.set('s', 'text', 0, undefined, false);
    expect(() => data.incr('s', 0)).toThrow('ERR value is not an integer or out of range');
  });

  it('forgets what expired unread', () => {
    const data = new Keyspace();
    for (let i = 0; i < 5; i++) data.set(`k${i}`, '', 0, i, false);
    data.expire(3 * ms);
    expect([data.size, data.expired]).toEqual([1, 4]);
  });
});

function setUp() {
  const at = bench();
  const pod = at.pod('cart-0');
  const server = new RedisServer(at.kernel, pod.telemetry, new Scraper(at.kernel, pod.telemetry.metrics), new Edges());
  const client = new RedisConnection(pod, server, { connectionName: 'cart', commandTimeout: 500 });
  return { at, pod, server, client };
}

describe('client', () => {
  it('deletes by script only what it had set', async () => {
    const { at, client } = setUp();
    const replies: unknown[] = [];
    const ctx = at.context(1);
    const ask = (promise: Promise<unknown>): void => void promise.then((reply) => replies.push(reply));
    ask(client.set(ctx, 'lock', 'mine'));
    await at.runFor(10 * ms);
    ask(client.eval(ctx, '', ['lock'], ['other']));
    await at.runFor(10 * ms);
    ask(client.eval(ctx, '', ['lock'], ['mine']));
    await at.runFor(10 * ms);
    expect(replies).toEqual(['OK', 0, 1]);
  });

  it('gives up on a command at its time-out when the server is held up, and the server runs it all the same', async () => {
    const { at, server, client } = setUp();
    server.pause(900 * ms);
    let failure = '';
    client.set(at.context(1), 'k', 'v').catch((error: unknown) => {
      failure = error instanceof Error ? error.message : '';
    });
    await at.runFor(499 * ms);
    expect(failure).toBe('');
    await at.runFor(2 * ms);
    expect(failure).toBe('Command timed out');
    expect(server.data.get('k', at.kernel.nowUs)).toBe('v');
  });

  it('makes everyone wait for a slow command', async () => {
    const { at, server, client } = setUp();
    const big = Array.from({ length: 400_000 }, () => 'x');
    server.run('lrange', () => big);
    let repliedAt = 0;
    const began = at.kernel.nowUs;
    void client.get(at.context(1), 'k').then(() => {
      repliedAt = at.kernel.nowUs;
    });
    await at.runFor(400 * ms);
    expect(repliedAt - began).toBeGreaterThan(20 * ms);
    expect(server.slowCount).toBe(1);
  });

  it('is no longer connected when its process has ended', () => {
    const { pod, server } = setUp();
    expect(server.clients).toBe(1);
    pod.process.kill();
    expect(server.clients).toBe(0);
  });
});

describe('saves', () => {
  it('leave the lines of a real server every five minutes', async () => {
    const { at } = setUp();
    await at.runFor(301_000_000);
    const lines = at.logged();
    expect(lines).toContain('100 changes in 300 seconds. Saving...');
    expect(lines).toContain('Background saving terminated with success');
  });
});
