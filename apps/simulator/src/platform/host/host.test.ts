import { describe, expect, it } from 'vitest';
import { Kernel } from '../../kernel/index.ts';
import { noSample } from '../../telemetry/record/chunk.ts';
import { createRecorder } from '../../telemetry/record/recorder.ts';
import { PodContainer } from '../kubernetes/container.ts';
import { Scraper } from '../observe/scraper.ts';
import { Process } from '../process/process.ts';
import { addCadvisor } from './cadvisor.ts';
import { Host } from './host.ts';
import { addNodeExporter } from './node-exporter.ts';

const second = 1_000_000;
const minute = 60 * second;
const fromUs = 1_710_000_000 * second;
const cores = 4;

function setUp() {
  const kernel = new Kernel(fromUs);
  const telemetry = createRecorder({ fromUs });
  const scraper = new Scraper(kernel, telemetry.metrics);
  const spec = { name: 'node-x', address: '10.0.0.9', cores, memoryBytes: 16 * 1024 ** 3 };
  const host = new Host(kernel, spec);
  addNodeExporter(host, telemetry, scraper);
  addCadvisor(host, telemetry, scraper);
  const start = (pod: string): Process => {
    const process = new Process(kernel, pod);
    const container = new PodContainer(pod, 'shop', process);
    host.add(container);
    process.whenEnded(() => host.remove(container));
    return process;
  };
  /** Half a core's work, in pieces of 50 ms. */
  const work = (process: Process): void => {
    process.complete(kernel.nowUs + second / 10, work, process, null);
    process.charge(second / 20);
  };
  const runFor = (us: number): Promise<void> => kernel.run(kernel.nowUs + us);
  /** Samples of every series of a name, by their labels; `null` where a scrape brought none. */
  const samples = (name: string, label: string): Map<string, (number | null)[]> => {
    const found = new Map<string, (number | null)[]>();
    for (const { newSeries, timesMs, values } of telemetry.seal(kernel.nowUs + 1).targets) {
      newSeries.forEach((series, s) => {
        if (series.name !== name) return;
        const own = Array.from(values.subarray(s * timesMs.length, (s + 1) * timesMs.length));
        const key = series.labels[label] ?? '';
        const before = found.get(key);
        const read = own.map((value) => (value === noSample ? null : value));
        found.set(key, before ? before.map((value, i) => (value ?? 0) + (read[i] ?? 0)) : read);
      });
    }
    return found;
  };
  return { kernel, host, start, work, runFor, samples };
}

const gained = (values: readonly (number | null)[] = []): number => (values.at(-1) ?? 0) - (values[0] ?? 0);

describe('node exporter', () => {
  it('gives every second of every core to one mode, and busy ones as containers used them', async () => {
    const { start, work, runFor, samples } = setUp();
    work(start('a'));
    work(start('b'));
    await runFor(5 * minute);
    const modes = samples('node_cpu_seconds_total', 'mode');
    const scrapes = (modes.get('idle')?.length ?? 0) - 1;
    const busy = gained(modes.get('user')) + gained(modes.get('system'));
    expect(busy + gained(modes.get('idle'))).toBeCloseTo(scrapes * 15 * cores, 3);
    // Two halves of a core, and a little that the machine needs for itself.
    expect(busy / (scrapes * 15)).toBeGreaterThan(1);
    expect(busy / (scrapes * 15)).toBeLessThan(1.2);
  });

  it('counts on when a container has ended', async () => {
    const { host, start, work, runFor } = setUp();
    const process = start('a');
    work(process);
    await runFor(minute);
    const before = host.usedUs();
    process.kill();
    expect(host.usedUs()).toBe(before);
    expect([...host.containers()]).toEqual([]);
  });

  it("has no idle time while somebody else's work takes the processors, and a load of as many threads", async () => {
    const { host, start, work, runFor, samples } = setUp();
    work(start('a'));
    await runFor(minute);
    host.share(20);
    await runFor(5 * minute);
    host.share(1);
    await runFor(5 * minute);
    const idle = samples('node_cpu_seconds_total', 'mode').get('idle') ?? [];
    const at = (seconds: number): number => idle[Math.floor(seconds / 15)] ?? 0;
    expect(at(300) - at(120)).toBe(0);
    expect(at(600) - at(420)).toBeGreaterThan(180 * (cores - 1));
  });

  it('has load averages that follow', async () => {
    const { host, runFor, samples } = setUp();
    await runFor(minute);
    host.share(20);
    await runFor(5 * minute);
    const load = samples('node_load1', 'node').get('node-x') ?? [];
    expect(load[2]).toBeLessThan(1);
    expect(load.at(-1)).toBeGreaterThan(0.95 * 20 * cores);
    expect(load.at(-1)).toBeLessThan(1.05 * 20 * cores);
  });
});

describe('cadvisor', () => {
  it('has a series for each container while it lives', async () => {
    const { start, work, runFor, samples } = setUp();
    const first = start('a');
    work(first);
    work(start('b'));
    await runFor(2 * minute);
    first.kill();
    await runFor(2 * minute);
    const used = samples('container_cpu_usage_seconds_total', 'pod');
    expect(used.get('a')?.slice(-3)).toEqual([null, null, null]);
    expect(used.get('b')?.at(-1)).toBeGreaterThan(100);
  });

  it('counts of a long piece of work what has been done of it', async () => {
    const { host, start, runFor } = setUp();
    start('a').charge(20 * second);
    const [container] = [...host.containers()];
    expect(container?.usedUs()).toBe(0);
    await runFor(5 * second);
    expect(container?.usedUs()).toBe(5 * second);
    await runFor(minute);
    expect(container?.usedUs()).toBe(20 * second);
  });
});
