import type { FastifySessionOptions } from '@fastify/session';
import type { Session } from 'fastify';
import { deleteSession, readSession, sessionKey, writeSession } from '../store/sessions.ts';
import type { Store } from '../store/open-store.ts';

type SessionStore = NonNullable<FastifySessionOptions['store']>;

declare module 'fastify' {
  interface Session {
    userId?: string;
    /** epoch ms at which its end was last moved on */
    renewedAt?: number;
  }
}

/** A session ends this long after it was last renewed, ms: one shift (DOMAIN: 8-12 h). */
export const SESSION_MS = 12 * 3_600_000;

/** Sessions in PostgreSQL: they survive a restart and can be revoked. Nobody's session is never written. */
export function postgresSessionStore(store: Store): SessionStore {
  return {
    get(id, callback) {
      readSession(store, sessionKey(id), new Date()).then(
        (data) => callback(null, (data as Session | undefined) ?? null),
        (error: unknown) => callback(error),
      );
    },
    set(id, session, callback) {
      const { userId, renewedAt } = session;
      if (userId === undefined) return callback();
      // Only what we know of: the session object carries its machinery with it.
      const data = {
        userId,
        renewedAt,
        _csrf: (session as { _csrf?: string })._csrf,
        cookie: session.cookie,
      };
      const expiresAt = new Date((renewedAt ?? Date.now()) + SESSION_MS);
      writeSession(store, { key: sessionKey(id), userId, data, expiresAt }).then(
        () => callback(),
        (error: unknown) => callback(error),
      );
    },
    destroy(id, callback) {
      deleteSession(store, sessionKey(id)).then(
        () => callback(),
        (error: unknown) => callback(error),
      );
    },
  };
}
