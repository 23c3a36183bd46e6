import { describe, expect, it } from 'vitest';
import { Edges } from '../network/edges.ts';
import { Scraper } from '../observe/scraper.ts';
import { bench } from '../postgres/testing/little-database.ts';
import { RedisConnection } from './client.ts';
import { Keyspace } from './data.ts';
import { RedisServer } from './server.ts';
import { SlowLog } from './slow-log.ts';

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
    server.run('lrange', () => big, {
      clientName: 'report',
      address: '10.0.0.7:40001',
      argv: ['lrange', 'all', '0', '-1'],
    });
    let repliedAt = 0;
    const began = at.kernel.nowUs;
    void client.get(at.context(1), 'k').then(() => {
      repliedAt = at.kernel.nowUs;
    });
    await at.runFor(400 * ms);
    expect(repliedAt - began).toBeGreaterThan(20 * ms);
    const [entry] = server.slowLog.newest(10);
    expect(server.slowLog.length).toBe(1);
    expect(entry).toMatchObject({ id: 0, argv: ['lrange', 'all', '0', '-1'], clientName: 'report' });
    // From when it began: that others waited for it is not counted, and neither is that it waited.
    expect(entry?.durationUs).toBeGreaterThan(20 * ms);
    expect(entry?.timeS).toBe(Math.floor((began + (entry?.durationUs ?? 0)) / 1e6));
  });

  it('is no longer connected when its process has ended', () => {
    const { pod, server } = setUp();
    expect(server.clients).toBe(1);
    pod.process.kill();
    expect(server.clients).toBe(0);
  });
});

describe('slow log', () => {
  const by = (argv: string[]) => ({ clientName: 'c', address: '10.0.0.7:40001', argv });

  it('keeps the latest 128 that ran for more than 10 ms', () => {
    const log = new SlowLog();
    log.ran(0, 10_000, by(['get', 'k']));
    expect(log.length).toBe(0);
    for (let i = 0; i < 130; i++) log.ran(i * 1_000_000, 10_001, by(['get', `k${i}`]));
    expect(log.length).toBe(128);
    expect(log.newest(2).map(({ id, timeS, argv }) => [id, timeS, argv[1]])).toEqual([
      [129, 129, 'k129'],
      [128, 128, 'k128'],
    ]);
    expect(log.newest(200).at(-1)?.id).toBe(2);
  });

  it('shortens what is long, as the server does', () => {
    const log = new SlowLog();
    log.ran(0, 20_000, by(['mget', 'x'.repeat(130), ...Array.from({ length: 38 }, (_, i) => `k${i}`)]));
    const argv = log.newest(1)[0]?.argv ?? [];
    expect(argv).toHaveLength(32);
    expect(argv[1]).toBe(`${'x'.repeat(128)}... (2 more bytes)`);
    expect(argv.at(-1)).toBe('... (9 more arguments)');
  });

  it('names the client and the whole command', async () => {
    const { at, server, client } = setUp();
    void client.set(at.context(1), 'lock', 'token', { nx: true, px: 30_000 });
    const seen: unknown[] = [];
    const { run } = server;
    server.run = (name, command, caller) => {
      seen.push([caller.clientName, caller.address.replace(/:\d+$/, ''), caller.argv]);
      return run.call(server, name, command, caller);
    };
    await at.runFor(10 * ms);
    expect(seen).toEqual([['cart', '10.0.0.1', ['set', 'lock', 'token', 'PX', '30000', 'NX']]]);
  });
});

describe('eviction', () => {
  it('makes room by the key that was unused for longest among those that expire', () => {
    const data = new Keyspace(3);
    data.set('kept', '', 0, undefined, false);
    data.set('a', '', 1, 1000, false);
    data.set('b', '', 2, 1000, false);
    data.get('a', 3);
    data.set('c', '', 4, 1000, false);
    expect([data.get('kept', 5), data.get('a', 5), data.get('b', 5), data.get('c', 5)]).toEqual(['', '', null, '']);
    expect([data.evicted, data.size]).toEqual([1, 3]);
    data.set('c', 'anew', 6, 1000, false);
    expect(data.evicted).toBe(1);
  });

  it('refuses when nothing expires', () => {
    const data = new Keyspace(1);
    data.set('a', '', 0, undefined, false);
    expect(() => data.set('b', '', 0, 10, false)).toThrow("OOM command not allowed when used memory > 'maxmemory'.");
    expect(data.set('a', '1', 0, undefined, false)).toBe('OK');
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
