/** Background life: goes on in the same way whether the shop is well or not. */
import { type Kernel, mix } from '../../kernel/index.ts';
import type { EventSink } from '../../telemetry/sinks.ts';
import type { Ingress } from '../ingress/ingress.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { addCrawlers } from './crawlers.ts';
import { addLibraryRemarks } from './libraries.ts';
import { addNeighbours } from './neighbours.ts';

export interface BackgroundDeps {
  readonly kernel: Kernel;
  readonly seed: number;
  readonly cluster: Cluster;
  readonly ingress: Ingress;
  readonly events: EventSink;
}

/** To be called once the cluster's services are there. */
export function startBackground({ kernel, seed, cluster, ingress, events }: BackgroundDeps): void {
  const key = mix(seed, 0x6c696665);
  addLibraryRemarks(kernel, key, cluster);
  addCrawlers(kernel, key, ingress);
  addNeighbours(kernel, key, events);
}
