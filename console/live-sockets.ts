import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { AnjuError } from '../contracts/errors.ts';
import type { HomeState } from '../contracts/home-state.ts';
import { LIVE_EVENTS_MAX, type Incident } from '../contracts/incident.ts';
import {
  LIVE_NAMESPACE,
  type ClientToServer,
  type Platform,
  type ServerToClient,
  type Snapshot,
  type Viewer,
} from '../contracts/live.ts';
import type { Principal } from '../contracts/people.ts';
import type { Logger } from '../service/create-logger.ts';
import { findActiveIncidents } from '../store/find-incidents.ts';
import type { Store } from '../store/open-store.ts';
import { readIncidents } from '../store/read-incidents.ts';
import { readSessionPrincipals, sessionKey } from '../store/sessions.ts';
import { areaPaths } from './area-paths.ts';
import { checkRestored } from './check-restored.ts';
import { mayLook } from './may-look.ts';
import type { Presence } from './presence.ts';
import { hearViewing, viewingRoom } from './hear-viewing.ts';
import { roomsFor, roomsOf, WATCHING } from './live-rooms.ts';
import type { Metrics } from './metrics.ts';
import { sameOrigin } from './same-origin.ts';
import { scopeOf } from './scope-of.ts';
import { shareReads } from './share-reads.ts';
import { sessionIdOf, type CookieSigner } from './session-cookie.ts';
import type { Viewing } from './viewing.ts';

export interface LiveOptions {
  server: HttpServer;
  store: Store;
  signer: CookieSigner;
  platform: () => Promise<Platform>;
  presence: Pick<Presence, 'arrived' | 'left'>;
  viewing: Pick<Viewing, 'look'>;
  metrics: Metrics;
  logger: Logger;
}

export interface LiveSockets {
  emitIncident: (incident: Incident) => Promise<void>;
  emitHome: (home: HomeState) => Promise<void>;
  emitPlatform: (platform: Platform) => void;
  emitViewers: (incidentId: string, viewers: Viewer[]) => void;
  /** ends the sockets of a session */
  drop: (key: string) => void;
  /** looks at everybody's session and rights again, now */
  recheck: () => Promise<void>;
  stop: () => Promise<void>;
}

interface SocketData {
  /** of the session, as stored */
  key: string;
  rooms: string;
  principal: Principal;
}
type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Incidents read at once: ten thousand in one statement are past its time limit when a storm is on. */
const SNAPSHOT_BATCH = 500;
const RECHECK_MS = 10_000;
const RECOVERY_MS = 120_000;

/** Socket.IO `/live`: who is logged in sees what lies in their areas, and nobody else anything. */
export function openLiveSockets(options: LiveOptions): LiveSockets {
  const { server, store, signer, platform, presence, viewing, metrics, logger } = options;
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(server, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: 65_536,
    // A screen must say within 5 s that it is cut off: the defaults (25 s and 20 s) are made for chats.
    pingInterval: 2_000,
    pingTimeout: 3_000,
    connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: false },
    allowRequest: (request, callback) => callback(null, sameOrigin(request.headers)),
  });
  const live = io.of(LIVE_NAMESPACE);
  const pathOf = areaPaths(store);

  const authenticate = async (request: IncomingMessage): Promise<SocketData> => {
    const id = sessionIdOf(request.headers.cookie, signer);
    if (id === undefined) throw new AnjuError('not_logged_in', 'the live channel needs a session');
    const key = sessionKey(id);
    const principal = (await readSessionPrincipals(store, [key], new Date())).get(key);
    if (principal === undefined) throw new AnjuError('not_logged_in', 'the session has ended');
    return { key, principal, rooms: roomsOf(principal).join(' ') };
  };

  checkRestored(live.adapter, store);

  live.use((socket: LiveSocket, next) => {
    authenticate(socket.request)
      .then(async (data) => {
        if (socket.recovered && socket.data.key !== data.key) {
          throw new AnjuError('not_logged_in', 'the session has changed');
        }
        socket.data = data;
        for (const room of socket.rooms) if (room !== socket.id) await socket.leave(room);
        await socket.join([`session:${data.key}`, ...data.rooms.split(' ').filter(Boolean)]);
        next();
      })
      .catch((error: unknown) => {
        const known =
          error instanceof AnjuError ? error : new AnjuError('unavailable', 'cannot look up the session');
        if (known !== error)
          logger.warn({ err: error }, 'a live connection was refused: the session is not to be read');
        next(Object.assign(new Error(known.message), { data: { code: known.code } }));
      });
  });

  live.on('connection', (socket: LiveSocket) => {
    metrics.sockets.set(live.sockets.size);
    const { id: userId } = socket.data.principal;
    presence.arrived(userId);
    const looking = hearViewing(
      {
        id: socket.id,
        principal: () => socket.data.principal,
        join: (room) => socket.join(room),
        leave: (room) => socket.leave(room),
      },
      {
        viewing,
        mayLook: (principal, incidentId) => mayLook(store, principal, incidentId),
        onRefused: () => metrics.badViewing.inc(),
        onError: (error) => logger.warn({ err: error }, 'who looks at an incident could not be told'),
      },
    );
    socket.on('viewing', (...said: unknown[]) => looking.said(said));
    socket.on('disconnect', () => {
      looking.gone();
      metrics.sockets.set(live.sockets.size);
      presence.left(userId);
    });
    void platform().then((state) => socket.emit('platform', state));
    socket.on('snapshot', (...said: unknown[]) => {
      // The callback is the last argument: a client that sends a payload before it is answered all the same.
      const answer = said.at(-1);
      if (typeof answer !== 'function') return;
      void snapshot(socket.data).then(
        (state) => (answer as (state: unknown) => void)(state),
        (error: unknown) =>
          logger.warn({ err: error }, 'a snapshot could not be read; the client asks again'),
      );
    });
  });

  const askOnce = shareReads<Snapshot>();
  const snapshot = ({ rooms, principal }: SocketData): Promise<Snapshot> =>
    // The rooms say what somebody sees: whoever is in the same ones sees the same.
    askOnce(rooms, async () => {
      const ids = await findActiveIncidents(store, scopeOf(principal, WATCHING));
      const incidents: Incident[] = [];
      for (let at = 0; at < ids.length; at += SNAPSHOT_BATCH) {
        incidents.push(...(await readIncidents(store, ids.slice(at, at + SNAPSHOT_BATCH), LIVE_EVENTS_MAX)));
      }
      return { incidents, platform: await platform() };
    });

  const recheck = async (): Promise<void> => {
    const sockets = [...live.sockets.values()];
    const keys = [...new Set(sockets.map((socket) => socket.data.key))];
    const principals = await readSessionPrincipals(store, keys, new Date());
    for (const socket of sockets) {
      const principal = principals.get(socket.data.key);
      if (principal === undefined) socket.disconnect(true);
      // Closed below Socket.IO, so that the client comes back by itself and asks for a new snapshot.
      else if (roomsOf(principal).join(' ') !== socket.data.rooms) socket.conn.close();
      else socket.data.principal = principal;
    }
  };
  const recheckSafely = (): Promise<void> =>
    recheck().catch((error: unknown) => {
      logger.warn({ err: error }, 'sessions of live sockets could not be checked, will try again');
    });
  const timer = setInterval(() => void recheckSafely(), RECHECK_MS);

  return {
    emitIncident: async (incident) => {
      const path = await pathOf(incident.areaId);
      live.local.to(roomsFor(incident, path)).emit('incident', incident);
    },
    emitHome: async (home) => {
      const path = await pathOf(home.areaId);
      live.local.to(roomsFor({ homeId: home.id }, path)).emit('home', home);
    },
    emitPlatform: (state) => void live.local.emit('platform', state),
    emitViewers: (incidentId, viewers) =>
      void live.local.to(viewingRoom(incidentId)).emit('viewers', { incidentId, viewers }),
    drop: (key) => live.local.in(`session:${key}`).disconnectSockets(true),
    recheck: recheckSafely,
    stop: async () => {
      clearInterval(timer);
      await io.close();
    },
  };
}
