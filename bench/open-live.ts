import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../contracts/live.ts';

/** What a console has open in the browser. */
export type Live = Socket<ServerToClient, ClientToServer>;

/** @param cookie of a session; disconnect it when done */
export async function openLive(httpUrl: string, cookie: string): Promise<Live> {
  const socket: Live = io(`${httpUrl}/live`, { transports: ['websocket'], extraHeaders: { cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
