/** The machines of the cluster: three for the services, one for the stores. */
import type { Kernel } from '../../kernel/index.ts';
import type { Telemetry } from '../../telemetry/sinks.ts';
import type { Scraper } from '../observe/scraper.ts';
import { addCadvisor } from './cadvisor.ts';
import { Host, type HostSpec } from './host.ts';
import { addNodeExporter } from './node-exporter.ts';

export const nodeNames = ['node-a-7c1f', 'node-b-02de', 'node-c-9b64'] as const;
export const storesNode = 'node-db-51aa';

const gigabyte = 1024 ** 3;

const specs: readonly HostSpec[] = [
  ...nodeNames.map((name, i) => ({ name, address: `10.0.0.${11 + i}`, cores: 8, memoryBytes: 16 * gigabyte })),
  { name: storesNode, address: '10.0.0.21', cores: 8, memoryBytes: 32 * gigabyte },
];

export class Hosts {
  readonly #hosts: ReadonlyMap<string, Host>;

  constructor(kernel: Kernel, telemetry: Telemetry, scraper: Scraper) {
    this.#hosts = new Map(specs.map((spec) => [spec.name, new Host(kernel, spec)]));
    for (const host of this.#hosts.values()) {
      addNodeExporter(host, telemetry, scraper);
      addCadvisor(host, telemetry, scraper);
    }
  }

  /** Throws when there is no such machine. */
  of(node: string): Host {
    const host = this.#hosts.get(node);
    if (!host) throw new Error(`no node ${node}`);
    return host;
  }
}
