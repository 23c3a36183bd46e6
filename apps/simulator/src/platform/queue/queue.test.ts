import { describe, expect, it } from 'vitest';
import { Edges } from '../network/edges.ts';
import { Scraper } from '../observe/scraper.ts';
import { type Bench, bench } from '../postgres/testing/little-database.ts';
import { RedisServer } from '../redis/index.ts';
import { PodQueue, QueueServer } from './queue.ts';

const second = 1_000_000;

function setUp() {
  const at = bench();
  const { telemetry } = at.pod('x');
  const server = new QueueServer(at.kernel, telemetry, new Scraper(at.kernel, telemetry.metrics));
  const producer = new PodQueue(at.pod('producer-0'), server);
  return { at, server, producer };
}

/** A handler's work takes a second of waiting. */
const workFor = (at: Bench, pod: ReturnType<Bench['pod']>): Promise<void> =>
  new Promise((resolve) => pod.process.complete(at.kernel.nowUs + second, resolve, undefined, undefined));

function setUpWithRedis() {
  const at = bench();
  const { telemetry } = at.pod('x');
  const scraper = new Scraper(at.kernel, telemetry.metrics);
  const redis = new RedisServer(at.kernel, telemetry, scraper, new Edges());
  const server = new QueueServer(at.kernel, telemetry, scraper, redis);
  return { at, server, redis, producer: new PodQueue(at.pod('producer-0'), server) };
}

describe('queue in redis', () => {
  it('blocks a connection of each worker that has nothing to do', async () => {
    const { at, server, redis, producer } = setUpWithRedis();
    const pod = at.pod('worker-0');
    new PodQueue(pod, server).process('mail', { concurrency: 1, attempts: 1 }, () => workFor(at, pod));
    expect([redis.clients, redis.blockedClients()]).toEqual([1, 1]);
    void producer.add(at.context(1), 'mail', 'job', {});
    await at.runFor(second / 2);
    expect(redis.blockedClients()).toBe(0);
    await at.runFor(second);
    expect(redis.blockedClients()).toBe(1);
    pod.process.kill();
    expect([redis.clients, redis.blockedClients()]).toEqual([0, 0]);
  });

  it('says for how long the oldest job has waited', async () => {
    const { at, server, producer } = setUp();
    void producer.add(at.context(1), 'mail', 'job', {});
    await at.runFor(20 * second);
    expect(server.queue('mail').oldestWaitingUs() / second).toBeCloseTo(20, 1);
    new PodQueue(at.pod('worker-0'), server).process('mail', { concurrency: 1, attempts: 1 }, () => Promise.resolve());
    expect(server.queue('mail').oldestWaitingUs()).toBe(0);
  });
});

describe('queue', () => {
  it('runs no more jobs at once than a worker may, and all of them in the end', async () => {
    const { at, server, producer } = setUp();
    const pod = at.pod('worker-0');
    let running = 0;
    let most = 0;
    const done: string[] = [];
    new PodQueue(pod, server).process('mail', { concurrency: 2, attempts: 1 }, async ({ name }) => {
      running++;
      most = Math.max(most, running);
      await workFor(at, pod);
      running--;
      done.push(name);
    });
    for (const i of [1, 2, 3, 4, 5]) void producer.add(at.context(i), 'mail', `job${i}`, {});
    await at.runFor(2.5 * second);
    expect(done).toHaveLength(4);
    await at.runFor(second);
    expect([most, done.length]).toEqual([2, 5]);
  });

  it('tries again after 2 s and 4 s, and no more often than allowed', async () => {
    const { at, server, producer } = setUp();
    const attempts: { attempt: number; at: number }[] = [];
    new PodQueue(at.pod('worker-0'), server).process('mail', { concurrency: 1, attempts: 3 }, ({ attempt }) => {
      attempts.push({ attempt, at: Math.round((at.kernel.nowUs - began) / second) });
      return Promise.reject(new Error('no'));
    });
    const began = at.kernel.nowUs;
    void producer.add(at.context(1), 'mail', 'job', {});
    await at.runFor(60 * second);
    expect(attempts).toEqual([
      { attempt: 1, at: 0 },
      { attempt: 2, at: 2 },
      { attempt: 3, at: 6 },
    ]);
  });

  it('hands the jobs of a worker that ended to another once their lock has run out', async () => {
    const { at, server, producer } = setUp();
    const taken: string[] = [];
    const first = at.pod('worker-0');
    new PodQueue(first, server).process('mail', { concurrency: 1, attempts: 1 }, async () => {
      taken.push('first');
      await workFor(at, first);
    });
    void producer.add(at.context(1), 'mail', 'job', {});
    await at.runFor(second / 2);
    first.process.kill();
    const other = at.pod('worker-1');
    new PodQueue(other, server).process('mail', { concurrency: 1, attempts: 1 }, async () => {
      taken.push('second');
      await workFor(at, other);
    });
    await at.runFor(29 * second);
    expect(taken).toEqual(['first']);
    await at.runFor(2 * second);
    expect(taken).toEqual(['first', 'second']);
  });
});
