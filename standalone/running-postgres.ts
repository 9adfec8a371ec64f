import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { livingPid } from './pid-files.ts';
import { privatePostgresUrl } from './private-postgres-url.ts';

/** Where the private PostgreSQL of a running `npm start` on this DATA_DIR answers; undefined when none runs. */
export function runningPostgresUrl(dataDir: string): string | undefined {
  if (livingPid(join(dataDir, 'pids', 'postgres')) === undefined) return undefined;
  const noted = (name: string): string => readFileSync(join(dataDir, 'postgres', name), 'utf8').trim();
  return privatePostgresUrl({ password: noted('password'), port: Number(noted('port')), database: 'anju' });
}
