/** Which pods answer for a service, and how long a packet takes. */
import { fraction, keyOf, mix, mix2 } from '../../kernel/index.ts';
import type { Process } from '../process/process.ts';
import type { Edges } from './edges.ts';
import type { HttpServerPort } from './server.ts';

export interface Endpoint {
  readonly service: string;
  readonly pod: string;
  readonly address: string;
  /** Position in the deployment; a pod that takes another's place takes its slot. */
  readonly slot: number;
  readonly process: Process;
  readonly server: HttpServerPort;
}

/** One way, without queueing. */
const baseDelayUs = 180;
const spreadUs = 240;

export class Mesh {
  readonly edges: Edges;
  readonly #ready = new Map<string, Endpoint[]>();
  readonly #serviceKeys = new Map<string, number>();

  constructor(edges: Edges) {
    this.edges = edges;
  }

  /** Pods that answer, by slot. */
  ready(service: string): readonly Endpoint[] {
    return this.#ready.get(service) ?? [];
  }

  add(endpoint: Endpoint): void {
    const others = this.ready(endpoint.service).filter((other) => other !== endpoint);
    this.#ready.set(
      endpoint.service,
      [...others, endpoint].sort((a, b) => a.slot - b.slot || (a.pod < b.pod ? -1 : 1)),
    );
  }

  remove(endpoint: Endpoint): void {
    this.#ready.set(
      endpoint.service,
      this.ready(endpoint.service).filter((other) => other !== endpoint),
    );
  }

  /** Rendezvous hashing on slots: a new pod in an old slot gets the same requests, and nothing else is re-dealt. */
  pick(service: string, key: number): Endpoint | null {
    const endpoints = this.#ready.get(service);
    if (endpoints === undefined || endpoints.length === 0) return null;
    let serviceKey = this.#serviceKeys.get(service);
    if (serviceKey === undefined) {
      serviceKey = keyOf(service);
      this.#serviceKeys.set(service, serviceKey);
    }
    let best = endpoints[0]!;
    let bestScore = -1;
    for (const endpoint of endpoints) {
      const score = mix2(key, serviceKey, endpoint.slot);
      if (score > bestScore) {
        best = endpoint;
        bestScore = score;
      }
    }
    return best;
  }
}

export const packetDelayUs = (key: number): number =>
  baseDelayUs + Math.round(spreadUs * fraction(mix(key, 0x6e6574)) ** 2);
