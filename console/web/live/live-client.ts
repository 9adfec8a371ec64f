import { io, type Socket } from 'socket.io-client';
import type { HomeState } from '../../../contracts/home-state.ts';
import type { ClientToServer, ServerToClient, ViewerAct, Viewers } from '../../../contracts/live.ts';
import { everyTick } from '../clock/every-tick.ts';
import { platformNow } from '../clock/platform-clock.ts';
import { watchConnection, type ConnectionState } from '../connection/watch-connection.ts';
import type { LiveStore } from './live-store.ts';

export interface LiveClient {
  connection: () => ConnectionReport;
  /** who looks at the incident that this screen shows; undefined while that is not known */
  viewers: () => Viewers | undefined;
  /** says what this screen shows, and what its user has open on it; null for no incident */
  view: (incidentId: string | null, acting?: ViewerAct) => void;
  subscribe: (listener: () => void) => () => void;
  /** told of each change of a home's protection; returns how to stop listening */
  onHome: (listener: (home: HomeState) => void) => () => void;
  close: () => void;
}

export interface ConnectionReport {
  state: ConnectionState;
  /** epoch ms by the platform's clock: since when what is shown may be old */
  heardAt: number;
  /** when a lost connection came back the last time; undefined when none was lost */
  restoredAt: number | undefined;
}

const SNAPSHOT_TIMEOUT_MS = 8_000;
const RECONNECT_AFTER_MS = 10_000;

/**
 * Keeps the store true: snapshot on every connect and on doubt, updates in between. It does not trust the
 * socket's word that it is connected (a pulled cable is silent for minutes): silence is asked about, and
 * silence after that is a loss.
 * @param onSessionEnded the platform no longer accepts the session
 */
export function startLiveClient(options: { store: LiveStore; onSessionEnded: () => void }): LiveClient {
  const { store, onSessionEnded } = options;
  const socket: Socket<ServerToClient, ClientToServer> = io('/live', {
    transports: ['websocket', 'polling'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_000,
    timeout: 4_000,
  });
  const facts = { connected: false, heardAt: 0, startedAt: Date.now(), known: false, lost: false };
  const listeners = new Set<() => void>();
  let report: ConnectionReport = { state: 'connecting', heardAt: platformNow(), restoredAt: undefined };
  let asking = false;
  let viewers: Viewers | undefined;
  let shown: Parameters<ClientToServer['viewing']> = [null];

  function look(): void {
    const now = Date.now();
    const state = watchConnection(facts, now);
    facts.lost = state === 'lost';
    if (facts.lost) facts.known = false;
    if (facts.connected && (state === 'doubtful' || !facts.known)) ask();
    // A half-open socket never notices by itself. Not sooner: a slow platform must not be made slower by
    // everybody connecting anew.
    if (facts.connected && now - facts.heardAt >= RECONNECT_AFTER_MS) socket.disconnect().connect();
    publish(state === 'doubtful' ? 'live' : state);
  }

  function publish(state: ConnectionState): void {
    if (state === report.state) return;
    const silence = Date.now() - (facts.heardAt === 0 ? facts.startedAt : facts.heardAt);
    const restored = state === 'live' && report.state === 'lost';
    report = {
      state,
      heardAt: platformNow() - silence,
      restoredAt: restored ? platformNow() : report.restoredAt,
    };
    tell();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function ask(): void {
    if (asking) return;
    asking = true;
    store.apply({ kind: 'snapshot-asked' });
    socket.timeout(SNAPSHOT_TIMEOUT_MS).emit('snapshot', (error, snapshot) => {
      asking = false;
      // The package's types promise no error, but a time-out calls with one.
      if ((error as Error | null) !== null) return;
      heard();
      facts.known = true;
      store.apply({ kind: 'snapshot', snapshot });
      look();
    });
  }

  function heard(): void {
    facts.heardAt = Date.now();
  }

  socket.on('connect', () => {
    facts.connected = true;
    facts.known = false;
    asking = false;
    heard();
    socket.io.engine.on('packet', heard);
    ask();
    if (shown[0] !== null) socket.emit('viewing', ...shown);
  });
  socket.on('disconnect', (reason) => {
    facts.connected = false;
    viewers = undefined;
    tell();
    look();
    // The server has thrown us out (session revoked, or it restarts): the client would not come back by itself.
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', (error) => {
    if (codeOf(error) === 'not_logged_in') return onSessionEnded();
    // After a refusal by the server's middleware Socket.IO does not try again by itself.
    if (!socket.active) window.setTimeout(() => socket.connect(), 1_000);
  });
  socket.on('incident', (incident) => {
    store.offer(incident);
  });
  socket.on('platform', (platform) => {
    store.apply({ kind: 'platform', platform });
  });
  socket.on('viewers', (heardViewers) => {
    viewers = heardViewers;
    tell();
  });
  const stopTicking = everyTick(look);
  // A computer that has slept, a tab brought back: the old picture must not stand for a moment as if it were new.
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.addEventListener('focus', look);
  const lostNetwork = () => {
    facts.connected = false;
    look();
    socket.disconnect().connect();
  };
  window.addEventListener('offline', lostNetwork);

  return {
    connection: () => report,
    viewers: () => viewers,
    view(incidentId, acting) {
      shown = acting === undefined ? [incidentId] : [incidentId, acting];
      // What is not connected says it when it is; an old one kept for later would come after a newer one.
      if (facts.connected) socket.emit('viewing', ...shown);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onHome(listener) {
      socket.on('home', listener);
      return () => socket.off('home', listener);
    },
    close() {
      stopTicking();
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pageshow', look);
      window.removeEventListener('focus', look);
      window.removeEventListener('offline', lostNetwork);
      socket.close();
    },
  };
}

/** What the server's middleware says beside the message: `{code}` of contracts/errors.ts. */
function codeOf(error: Error): unknown {
  const data: unknown = Reflect.get(error, 'data');
  return typeof data === 'object' && data !== null ? Reflect.get(data, 'code') : undefined;
}
