import type { ClientToServer, ServerToClient } from '@firedrill/protocol';
import { io, type Socket } from 'socket.io-client';

export type DrillSocket = Socket<ServerToClient, ClientToServer>;

/** One connection per open drill. It waits for `connect()`, then reconnects by itself for as long as it is open. */
export const connectSocket = (token: string): DrillSocket =>
  io({ autoConnect: false, auth: { token }, transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 });
