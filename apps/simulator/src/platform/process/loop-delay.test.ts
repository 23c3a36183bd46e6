import { describe, expect, it } from 'vitest';
import { LoopDelayMonitor } from './loop-delay.ts';

const ms = 1000;
const scrapeUs = 15_000 * ms;
const keys = Array.from({ length: 20 }, (_, i) => i * 77_777);

/** Figures of `monitorEventLoopDelay` with a resolution of 10 ms, measured on Node 20. */
describe('LoopDelayMonitor', () => {
  it.each(keys)('shows about 10 ms when idle (key %i)', (key) => {
    const { minUs, p50Us, p90Us, p99Us, maxUs, meanUs } = new LoopDelayMonitor(key, 0).read(scrapeUs);
    expect(p50Us).toBeGreaterThan(10.05 * ms);
    expect(p50Us).toBeLessThan(10.2 * ms);
    expect(p99Us).toBeGreaterThan(10.2 * ms);
    expect(p99Us).toBeLessThan(12.9 * ms);
    expect(maxUs).toBeLessThan(34 * ms);
    expect([minUs, p50Us, p90Us, p99Us, maxUs]).toEqual([minUs, p50Us, p90Us, p99Us, maxUs].sort((a, b) => a - b));
    expect(meanUs).toBeGreaterThan(minUs);
    expect(meanUs).toBeLessThan(p99Us);
  });

  it('shows one block of 1.5 s in 15 s in the maximum and hardly anywhere else', () => {
    const monitor = new LoopDelayMonitor(1, 0);
    monitor.busy(4000 * ms, 5500 * ms);
    const { p50Us, p99Us, maxUs, meanUs } = monitor.read(scrapeUs);
    expect(maxUs).toBeGreaterThan(1495 * ms);
    expect(maxUs).toBeLessThan(1511 * ms);
    expect(p50Us).toBeLessThan(10.2 * ms);
    expect(p99Us).toBeLessThan(30 * ms);
    expect(meanUs).toBeGreaterThan(10.5 * ms);
    expect(meanUs).toBeLessThan(13 * ms);
  });

  it('shows blocks of 40 ms every 100 ms in p90 and p99', () => {
    const monitor = new LoopDelayMonitor(1, 0);
    for (let atUs = 0; atUs < scrapeUs; atUs += 100 * ms) monitor.busy(atUs, atUs + 40 * ms);
    const { p50Us, p90Us, p99Us } = monitor.read(scrapeUs);
    expect(p50Us).toBeLessThan(10.2 * ms);
    for (const quantile of [p90Us, p99Us]) {
      expect(quantile).toBeGreaterThan(40 * ms);
      expect(quantile).toBeLessThan(55 * ms);
    }
  });

  it('sees one block where work follows work at once', () => {
    const inPieces = new LoopDelayMonitor(1, 0);
    for (let atUs = 4000 * ms; atUs < 5500 * ms; atUs += 500) inPieces.busy(atUs, atUs + 500);
    const atOnce = new LoopDelayMonitor(1, 0);
    atOnce.busy(4000 * ms, 5500 * ms);
    expect(inPieces.read(scrapeUs)).toEqual(atOnce.read(scrapeUs));
  });

  it('sees each turn of the loop by itself: fifteen of 0.93 s in 15 s are all that there is to see', () => {
    const monitor = new LoopDelayMonitor(1, 0);
    for (let atUs = 0; atUs < 15 * 930 * ms; atUs += 930 * ms) {
      monitor.turn();
      monitor.busy(atUs, atUs + 930 * ms);
    }
    monitor.turn();
    const { p50Us, p90Us, p99Us, maxUs, meanUs } = monitor.read(scrapeUs);
    for (const quantile of [p90Us, p99Us, maxUs]) {
      expect(quantile).toBeGreaterThan(915 * ms);
      expect(quantile).toBeLessThan(945 * ms);
    }
    expect(p50Us).toBeLessThan(10.3 * ms);
    expect(meanUs).toBeGreaterThan(100 * ms);
    expect(meanUs).toBeLessThan(150 * ms);
  });

  it('does not see work that ends before its next tick', () => {
    const busy = new LoopDelayMonitor(1, 0);
    for (let atUs = 0; atUs < scrapeUs; atUs += 10_080) busy.busy(atUs + 1 * ms, atUs + 3 * ms);
    expect(busy.read(scrapeUs)).toEqual(new LoopDelayMonitor(1, 0).read(scrapeUs));
  });

  it('starts anew after each reading', () => {
    const monitor = new LoopDelayMonitor(1, 0);
    monitor.busy(4000 * ms, 5500 * ms);
    monitor.read(scrapeUs);
    expect(monitor.read(2 * scrapeUs).maxUs).toBeLessThan(34 * ms);
  });
});
