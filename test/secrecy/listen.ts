/** A socket that hears everything, whatever the message is called. */
import { io } from 'socket.io-client';
import type { Seen, Team } from './ask.ts';

export interface Listening {
  heard(): readonly Seen[];
  stop(): void;
}

export function listen(url: string, token: string, team: Team): Listening {
  const heard: Seen[] = [];
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
  socket.onAny((event: string, ...data: unknown[]) => {
    const where = `socket ${event} ${heard.length + 1}`;
    heard.push({ where, route: 'socket', status: 200, text: JSON.stringify(data), bought: team.bought });
  });
  return { heard: () => heard, stop: () => socket.disconnect() };
}
