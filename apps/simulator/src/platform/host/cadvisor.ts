/**
 * The kubelet's cAdvisor: what each container on a host uses. Nothing is throttled: a process here has one thread,
 * and the limits that the manifests declare are a core each.
 */
import type { Telemetry } from '../../telemetry/sinks.ts';
import { CellMap, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import type { Host } from './host.ts';

/** Of a container that is not there: no sample. */
const absent = Number.NaN;

export function addCadvisor(host: Host, telemetry: Telemetry, scraper: Scraper): void {
  const { name: node, address, cores, memoryBytes } = host.spec;
  const registry = new Registry(telemetry.metrics);
  registry.gauge('machine_cpu_cores', 'Number of logical CPU cores.').set(cores);
  registry.gauge('machine_memory_bytes', 'Amount of memory installed on the machine.').set(memoryBytes);
  const seen = new Set<string>();
  const cells = new CellMap((key) => {
    const [namespace = '', pod = '', container = ''] = key.split('/');
    const labels = { namespace, pod, container };
    return {
      cpu: registry.counter('container_cpu_usage_seconds_total', 'Cumulative cpu time consumed in seconds.', labels),
      memory: registry.gauge('container_memory_working_set_bytes', 'Current working set in bytes.', labels),
    };
  });
  registry.onCollect(() => {
    for (const key of seen) {
      const { cpu, memory } = cells.get(key);
      cpu.value = absent;
      memory.value = absent;
    }
    for (const container of host.containers()) {
      const key = `${container.namespace}/${container.pod}/${container.name}`;
      seen.add(key);
      const { cpu, memory } = cells.get(key);
      cpu.value = container.usedUs() / 1e6;
      memory.set(container.memoryBytes());
    }
  });
  scraper.add({ labels: { job: 'kubelet', instance: `${address}:10250`, node }, registry, process: null });
}
