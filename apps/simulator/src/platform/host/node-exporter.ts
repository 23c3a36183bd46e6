/** node_exporter: what a host's kernel says of it. Disks are left out: nothing waits for one here. */
import { fraction, keyOf, mix } from '../../kernel/index.ts';
import type { Telemetry } from '../../telemetry/sinks.ts';
import { type CounterCell, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import type { Host } from './host.ts';
import { LoadAverage } from './load-average.ts';

/** Of the time in use, what the kernel spends on behalf of programs. */
const systemShare = 0.18;
/** How unevenly programs lie on the cores of a host that has some to spare. */
const spread = 0.4;

interface Core {
  /** Around 1; all cores of a host average to that. */
  readonly weight: number;
  readonly idle: CounterCell;
  readonly system: CounterCell;
  readonly user: CounterCell;
}

function weightsOf(host: string, cores: number): number[] {
  const drawn = Array.from({ length: cores }, (_, cpu) => 1 + spread * (2 * fraction(mix(keyOf(host), cpu)) - 1));
  const mean = drawn.reduce((a, b) => a + b, 0) / cores;
  return drawn.map((weight) => weight / mean);
}

function addProcessors(registry: Registry, host: Host): void {
  const { cores: count, name } = host.spec;
  const help = 'Seconds the CPUs spent in each mode.';
  const cores = weightsOf(name, count).map((weight, index): Core => {
    const cpu = String(index);
    const counter = (mode: string) => registry.counter('node_cpu_seconds_total', help, { cpu, mode });
    return { weight, idle: counter('idle'), system: counter('system'), user: counter('user') };
  });
  let readUs = host.kernel.nowUs;
  let usedUs = host.usedUs();
  registry.onCollect(() => {
    const elapsedUs = host.kernel.nowUs - readUs;
    const used = Math.max(usedUs, host.usedUs());
    const busy = Math.min(1, (used - usedUs) / Math.max(1, count * elapsedUs));
    readUs += elapsedUs;
    usedUs = used;
    for (const { weight, idle, system, user } of cores) {
      // With few threads it matters where they lie; with all cores busy it does not.
      const share = busy * (1 + (1 - busy) * (weight - 1));
      const seconds = elapsedUs / 1e6;
      system.add(seconds * share * systemShare);
      user.add(seconds * share * (1 - systemShare));
      idle.add(seconds * (1 - share));
    }
  });
  const load = new LoadAverage(host.kernel.nowUs, host.runnableUs());
  const averages = [1, 5, 15].map((minutes) => registry.gauge(`node_load${minutes}`, `${minutes}m load average.`));
  const running = registry.gauge('node_procs_running', 'Number of processes in runnable state.');
  registry.onCollect(() => {
    const read = load.read(host.kernel.nowUs, host.runnableUs());
    for (const [i, average] of averages.entries()) average.set(Math.round((read[i] ?? 0) * 100) / 100);
    // The exporter itself runs while it looks.
    running.set(1 + host.runnable());
  });
}

export function addNodeExporter(host: Host, telemetry: Telemetry, scraper: Scraper): void {
  const registry = new Registry(telemetry.metrics);
  addProcessors(registry, host);
  registry.gauge('node_memory_MemTotal_bytes', 'Memory information field MemTotal_bytes.').set(host.spec.memoryBytes);
  const available = registry.gauge('node_memory_MemAvailable_bytes', 'Memory information field MemAvailable_bytes.');
  const resent = registry.counter('node_netstat_Tcp_RetransSegs', 'Statistic TcpRetransSegs.');
  registry.onCollect(() => {
    available.set(host.availableBytes());
    resent.value = host.resentSegments();
  });
  const { name, address } = host.spec;
  scraper.add({
    labels: { job: 'node-exporter', instance: `${address}:9100`, node: name },
    registry,
    process: null,
  });
}
