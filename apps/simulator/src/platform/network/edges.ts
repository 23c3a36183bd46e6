/** Edges that are disturbed: what is added to a packet's way between two components. */
import { fraction, mix } from '../../kernel/index.ts';
import type { TcpCounts } from './tcp.ts';

export interface Disturbance {
  readonly delayUs: number;
  /** 0 to 1. */
  readonly lossShare: number;
}

/** TCP sends a lost packet again after this, and then after twice as long each time. */
const retransmissionUs = 200_000;
const mostRetransmissions = 6;

function lostUs(key: number, lossShare: number, sender: TcpCounts): number {
  let waitedUs = 0;
  for (let attempt = 0; attempt < mostRetransmissions; attempt++) {
    if (fraction(mix(key, 0x6c6f + attempt)) >= lossShare) break;
    waitedUs += retransmissionUs * 2 ** attempt;
    sender.resentSegments++;
  }
  return waitedUs;
}

export class Edges {
  readonly #disturbed = new Map<string, Disturbance>();

  /** Returns what takes it back. */
  disturb(from: string, to: string, disturbance: Disturbance): () => void {
    const edge = `${from} ${to}`;
    this.#disturbed.set(edge, disturbance);
    return () => {
      if (this.#disturbed.get(edge) === disturbance) this.#disturbed.delete(edge);
    };
  }

  /** Microseconds on top of the usual, for one packet in either direction; `sender` is who sends it. */
  extraUs(from: string, to: string, key: number, sender: TcpCounts): number {
    if (this.#disturbed.size === 0) return 0;
    const disturbance = this.#disturbed.get(`${from} ${to}`);
    return disturbance ? disturbance.delayUs + lostUs(key, disturbance.lossShare, sender) : 0;
  }
}
