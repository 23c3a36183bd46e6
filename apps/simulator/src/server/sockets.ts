/** socket.io: every view is sent whole, so a browser that was away misses nothing. */
import type { Server as HttpServer } from 'node:http';
import type { ClientToServer, ServerToClient } from '@firedrill/protocol';
import { Server } from 'socket.io';
import { z } from 'zod';
import type { Seats } from './auth.ts';

const authSchema = z.object({ token: z.string().max(200) });
/** Views that follow each other closely are sent once. */
const settleMs = 40;

export function addSockets(http: HttpServer, seats: Seats): Server<ClientToServer, ServerToClient> {
  const io = new Server<ClientToServer, ServerToClient>(http, { serveClient: false, maxHttpBufferSize: 64 * 1024 });
  io.on('connection', async (socket) => {
    const auth = authSchema.safeParse(socket.handshake.auth);
    let seated: Awaited<ReturnType<Seats['byToken']>>;
    try {
      seated = await seats.byToken(auth.success ? auth.data.token : '');
    } catch (error) {
      socket.emit('seat.refused', error instanceof Error ? error.message : 'this seat is not known');
      socket.disconnect();
      return;
    }
    const { runtime, who } = seated;
    let timer: NodeJS.Timeout | null = null;
    const send = (): void => {
      timer = null;
      socket.emit('drill.state', runtime.view());
    };
    const stop = runtime.onView(() => {
      timer ??= setTimeout(send, settleMs);
    });
    const leave = runtime.connected(who.seatId);
    socket.on('disconnect', () => {
      stop();
      leave();
      if (timer) clearTimeout(timer);
    });
    send();
  });
  return io;
}
