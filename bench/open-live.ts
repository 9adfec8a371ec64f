import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../contracts/live.ts';

/** A screen's connection to `/live`. */
export type Live = Socket<ServerToClient, ClientToServer>;

/** Resolves once it is connected; disconnect it. */
export async function openLive(httpUrl: string, cookie: string): Promise<Live> {
  const socket: Live = io(`${httpUrl}/live`, { transports: ['websocket'], extraHeaders: { cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
