import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { prepareMarked } from './prepare-marked.ts';
import type { Tables } from './schema.ts';

export type Store = Kysely<Tables>;

export interface StoreOptions {
  databaseUrl: string;
  /** connections at most; the default suits one service process on a small machine */
  connections?: number;
  /** told of errors on idle connections (the database went away); queries themselves reject */
  onError?: (error: Error) => void;
}

/**
 * Opens the relational store. Connects lazily: a database that is away makes queries fail, not the start.
 * Close with `store.destroy()`.
 */
export function openStore({ databaseUrl, connections = 10, onError }: StoreOptions): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    connectionTimeoutMillis: 5_000,
    // A statement that hangs must not hold an alarm forever; nothing of ours takes longer.
    statement_timeout: 15_000,
    idleTimeoutMillis: 30_000,
  });
  pool.on('error', (error) => onError?.(error));
  // While a connection is lent out the pool does not listen to it: without this a database that dies in the middle
  // of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', (error) => onError?.(error)));
  pool.on('connect', prepareMarked);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
