import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { startConsole } from '../../console/app.ts';
import { consoleConfigSchema } from '../../console/config.ts';
import type { Alarm, AlarmType } from '../../contracts/alarm.ts';
import { priorityOf } from '../../contracts/alarm.ts';
import type { Home } from '../../contracts/home.ts';
import type { ClientToServer, ServerToClient } from '../../contracts/live.ts';
import type { Principal } from '../../contracts/people.ts';
import { createLogger } from '../../service/create-logger.ts';
import { parseConfig } from '../../service/parse-config.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { ensureAdmin } from '../../store/ensure-admin.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { ControlledStore } from './controlled-store.ts';
import { freshDatabase } from './fresh-database.ts';
import { freshRedis } from './fresh-redis.ts';
import { temporaryDir } from './temporary-dir.ts';

export type LiveClient = Socket<ServerToClient, ClientToServer>;

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Somebody at the console: keeps the cookie and the CSRF token as a browser would. */
export interface Person {
  readonly user: Principal;
  cookie: string;
  csrfToken: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
  /** a socket on /live, not yet connected, so that nothing is missed */
  socket(options?: { reconnection?: boolean; url?: string }): LiveClient;
}

export interface TestConsole {
  readonly url: string;
  readonly store: Store;
  readonly redis: ControlledStore;
  readonly databaseUrl: string;
  readonly log: readonly string[];
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  login(username: string, password: string): Promise<Person>;
  admin(): Promise<Person>;
  /** makes a user and logs them in */
  person(fields: { roles: string[]; areaIds?: string[]; homeIds?: string[] }): Promise<Person>;
  area(name: string, parentId?: string): Promise<string>;
  home(areaId: string): Promise<Home>;
  /** an alarm of a (made-up) device of this home becomes an incident, as alerting does it, without telling anyone */
  alarm(homeId: string, type?: AlarmType): Promise<string>;
  /** another console on the same database, Redis and session key */
  another(): Promise<{ url: string; stop: () => Promise<void> }>;
  audit(action: string): Promise<{ actor: string; subject: string; detail: Record<string, unknown> }[]>;
  stop(): Promise<void>;
}

interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

export const ADMIN_PASSWORD = 'correct-horse-battery-staple';
const PASSWORD = 'a long enough password';

/** The console in this process, on a database and a Redis of its own. */
export async function startTestConsole(env: Record<string, string> = {}): Promise<TestConsole> {
  const releasers: (() => unknown)[] = [];
  const database = await freshDatabase();
  releasers.push(database.drop);
  const redis = await freshRedis();
  releasers.push(redis.remove);
  const { dir, remove } = await temporaryDir();
  releasers.push(remove);
  await ensureAdmin(database.url, ADMIN_PASSWORD);
  const store = openStore({ databaseUrl: database.url, connections: 3 });
  releasers.push(() => store.destroy());
  const log: string[] = [];
  const config = parseConfig(consoleConfigSchema, {
    HTTP_PORT: '0',
    REDIS_URL: redis.url,
    DATABASE_URL: database.url,
    DATA_DIR: dir,
    ...env,
  });
  const logger = createLogger({
    service: 'console',
    level: config.LOG_LEVEL,
    format: 'json',
    write: (line) => void log.push(line),
  });
  const startOne = async () => {
    const running = await startConsole(config, logger, { webDir: env.WEB_DIR ?? dir });
    releasers.push(running.stop);
    return running;
  };
  const running = await startOne();
  const url = `http://127.0.0.1:${running.port}`;

  const request = async (method: string, path: string, { body, headers }: RequestOptions = {}) => {
    const answer = await fetch(
      path.startsWith('/api') || /^\/(healthz|readyz|metrics)/.test(path)
        ? url + path
        : `${url}/api/v1${path}`,
      {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
    );
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      body: (json ? JSON.parse(text) : text) as unknown,
    };
  };

  const login = async (username: string, password: string): Promise<Person> => {
    const answer = await request('POST', '/session', { body: { username, password } });
    if (answer.status !== 200)
      throw new Error(`login of ${username}: ${answer.status} ${JSON.stringify(answer.body)}`);
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const { user, csrfToken } = answer.body as { user: Principal; csrfToken: string };
    const person: Person = {
      user,
      cookie,
      csrfToken,
      get: (path) => request('GET', path, { headers: { cookie: person.cookie } }),
      post: (path, body, headers) => request('POST', path, { body, headers: { ...writing(), ...headers } }),
      patch: (path, body) => request('PATCH', path, { body, headers: writing() }),
      put: (path, body) => request('PUT', path, { body, headers: writing() }),
      delete: (path, body) => request('DELETE', path, { body, headers: writing() }),
      socket: ({ reconnection = false, url: at = url } = {}) =>
        io(`${at}/live`, {
          autoConnect: false,
          forceNew: true,
          reconnection,
          reconnectionDelay: 50,
          transports: ['websocket'],
          extraHeaders: { cookie: person.cookie },
        }),
    };
    const writing = () => ({ cookie: person.cookie, 'x-csrf-token': person.csrfToken });
    return person;
  };

  let adminPerson: Promise<Person> | undefined;
  const admin = () => (adminPerson ??= login('admin', ADMIN_PASSWORD));
  const made = async (path: string, body: unknown): Promise<{ id: string }> => {
    const answer = await (await admin()).post(path, body);
    if (answer.status !== 201)
      throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as { id: string };
  };

  return {
    url,
    store,
    redis,
    databaseUrl: database.url,
    log,
    request,
    login,
    admin,
    person: async (fields) => {
      const username = `u-${randomUUID()}`;
      await made('/users', { username, name: 'Someone', password: PASSWORD, ...fields });
      return login(username, PASSWORD);
    },
    area: async (name, parentId) => (await made('/areas', { name, parentId })).id,
    home: async (areaId) => (await made('/homes', { areaId, address: 'Gongchen Bridge 1' })) as Home,
    alarm: async (homeId, type = 'sos') => {
      const now = Date.now();
      const alarm: Alarm = {
        id: randomUUID(),
        homeId,
        deviceId: randomUUID(),
        type,
        priority: priorityOf(type),
        at: now,
        receivedAt: now,
        test: false,
        cause: { property: 'action', value: 'emergency' },
      };
      return (await applyAlarm(store, alarm, now)).incidentId;
    },
    another: async () => {
      const { port, stop } = await startOne();
      return { url: `http://127.0.0.1:${port}`, stop };
    },
    audit: (action) =>
      store
        .selectFrom('audit')
        .select(['actor', 'subject', 'detail'])
        .where('action', '=', action)
        .orderBy('id')
        .execute(),
    stop: async () => {
      for (const release of releasers.splice(0).reverse()) await release();
    },
  };
}
