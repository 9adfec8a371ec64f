import { io, type Socket } from 'socket.io-client';
import {
  NOTHING_KNOWN,
  reduceLive,
  type LiveEvent,
  type LiveState,
} from '../../console/web/live/live-state.ts';
import type { Incident } from '../../contracts/incident.ts';
import type { ClientToServer, ServerToClient } from '../../contracts/live.ts';

/** An operator's screen at one console: what it would show. */
export interface LiveScreen {
  state(): LiveState;
  isConnected(): boolean;
  close(): void;
}

const SNAPSHOT_MS = 8_000;
/** As the web app: a platform that says nothing for this long has gone away without a word. */
const SILENCE_MS = 10_000;
const DOUBT_MS = 5_000;

/**
 * Follows the live channel as the web app does (console/web/live/live-client.ts), and with its own rules of what wins:
 * a snapshot on every connect, updates in between, a new connection after silence.
 * @param onIncident told of every update that came, new or not
 */
export function openLiveScreen(options: {
  url: string;
  cookie: string;
  onIncident: (incident: Incident) => void;
}): LiveScreen {
  const { url, cookie, onIncident } = options;
  let state = NOTHING_KNOWN;
  let heardAt = Date.now();
  let known = false;
  let asking = false;
  let closed = false;
  const socket: Socket<ServerToClient, ClientToServer> = io(`${url}/live`, {
    forceNew: true,
    transports: ['websocket'],
    extraHeaders: { cookie },
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_000,
    timeout: 4_000,
  });
  const apply = (event: LiveEvent): void => void (state = reduceLive(state, event));
  const heard = (): void => void (heardAt = Date.now());
  const ask = (): void => {
    if (asking) return;
    asking = true;
    apply({ kind: 'snapshot-asked' });
    socket.timeout(SNAPSHOT_MS).emit('snapshot', (error, snapshot) => {
      asking = false;
      if ((error as Error | null) !== null) return;
      known = true;
      for (const incident of snapshot.incidents) onIncident(incident);
      apply({ kind: 'snapshot', snapshot });
    });
  };
  socket.on('connect', () => {
    known = false;
    asking = false;
    heard();
    socket.io.engine.on('packet', heard);
    ask();
  });
  const comeBack = (): void => {
    if (!closed && !socket.active) setTimeout(() => void (closed || socket.connect()), 1_000);
  };
  socket.on('disconnect', comeBack);
  socket.on('connect_error', comeBack);
  socket.on('incident', (incident) => {
    onIncident(incident);
    apply({ kind: 'incident', incident });
  });
  const watch = setInterval(() => {
    if (!socket.connected) return;
    const silence = Date.now() - heardAt;
    if (!known || silence > DOUBT_MS) ask();
    if (silence > SILENCE_MS) socket.disconnect().connect();
  }, 500);
  return {
    state: () => state,
    isConnected: () => socket.connected && known,
    close: () => {
      closed = true;
      clearInterval(watch);
      socket.close();
    },
  };
}
