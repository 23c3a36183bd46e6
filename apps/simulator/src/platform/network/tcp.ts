/** What a sender's kernel counts of its segments. */
export interface TcpCounts {
  /** Lost on the way, and sent again. */
  resentSegments: number;
}

export const newTcpCounts = (): TcpCounts => ({ resentSegments: 0 });
