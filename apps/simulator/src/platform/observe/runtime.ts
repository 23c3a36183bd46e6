/** What the Node runtime says of itself: OpenTelemetry's names. */
import { mix } from '../../kernel/index.ts';
import type { Process } from '../process/process.ts';
import type { GaugeCell, Registry } from './registry.ts';

const megabyte = 1024 * 1024;
/** Garbage made per microsecond of work, and how much of it makes V8 collect. */
const bytesPerCpuUs = 420;
const collectAtBytes = 24 * megabyte;
const heapFloorBytes = 58 * megabyte;

const garbageBytes = (cpuUs: number): number => (cpuUs * bytesPerCpuUs) % collectAtBytes;

export const residentBytes = ({ cpuUs, key }: Process): number =>
  Math.round(heapFloorBytes + 46 * megabyte + garbageBytes(cpuUs) * 0.8 + (key % (6 * megabyte)));

export function addRuntimeMetrics(registry: Registry, process: Process): void {
  const startUs = process.kernel.nowUs;
  const delay = (name: string): GaugeCell =>
    registry.gauge(`nodejs_eventloop_delay_${name}_seconds`, `Event loop ${name} delay.`);
  const [min, max, mean, stddev, p50, p90, p99] = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'].map(delay) as [
    // map keeps the length of the list above
    GaugeCell,
    GaugeCell,
    GaugeCell,
    GaugeCell,
    GaugeCell,
    GaugeCell,
    GaugeCell,
  ];
  const utilization = registry.gauge(
    'nodejs_eventloop_utilization_ratio',
    'Share of time that the event loop was active.',
  );
  const active = registry.counter('nodejs_eventloop_time_seconds_total', 'Time the event loop has been in a state.', {
    nodejs_eventloop_state: 'active',
  });
  const idle = registry.counter('nodejs_eventloop_time_seconds_total', 'Time the event loop has been in a state.', {
    nodejs_eventloop_state: 'idle',
  });
  const cpuUser = registry.counter('process_cpu_seconds_total', 'Total user and system CPU time spent in seconds.');
  const resident = registry.gauge('process_resident_memory_bytes', 'Resident memory size in bytes.');
  const heap = registry.gauge('v8js_memory_heap_used_bytes', 'Used heap size.');
  const started = registry.gauge(
    'process_start_time_seconds',
    'Start time of the process since unix epoch in seconds.',
  );
  const files = registry.gauge('process_open_fds', 'Number of open file descriptors.');
  let lastUs = startUs;
  let lastCpuUs = 0;
  registry.onCollect(() => {
    const now = process.kernel.nowUs;
    const read = process.loopDelay.read(now);
    min.set(read.minUs / 1e6);
    max.set(read.maxUs / 1e6);
    mean.set(read.meanUs / 1e6);
    stddev.set(read.stddevUs / 1e6);
    p50.set(read.p50Us / 1e6);
    p90.set(read.p90Us / 1e6);
    p99.set(read.p99Us / 1e6);
    const cpuUs = process.cpuUs;
    utilization.set(Math.min(1, (cpuUs - lastCpuUs) / Math.max(1, now - lastUs)));
    active.add((cpuUs - lastCpuUs) / 1e6);
    idle.add(Math.max(0, now - lastUs - (cpuUs - lastCpuUs)) / 1e6);
    lastUs = now;
    lastCpuUs = cpuUs;
    cpuUser.value = cpuUs / 1e6;
    heap.set(
      Math.round(heapFloorBytes + garbageBytes(cpuUs) + (mix(process.key, Math.floor(now / 60_000_000)) % megabyte)),
    );
    resident.set(residentBytes(process));
    started.set(Math.round(startUs / 1e6));
    files.set(34 + (process.key % 9));
  });
}
