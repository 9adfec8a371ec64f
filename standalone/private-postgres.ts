import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { keptPort } from './ports.ts';
import { keptSecret } from './kept-secret.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { asUser, canReach, postgresUser, type PostgresUser } from './postgres-user.ts';
import { PRIVATE_USER, privatePostgresUrl } from './private-postgres-url.ts';
import { waitUntilItAnswers, type PrivateStore, type PrivateStoreOptions } from './private-store.ts';
import { processIdentity } from './process-identity.ts';
import { startProgram, type ProgramOptions } from './program.ts';

/** A PostgreSQL of our own with one database; also as root, also after a crash. */
export async function startPrivatePostgres(
  options: PrivateStoreOptions & {
    database?: string;
    /** the environment it runs in, where that is not ours */
    env?: NodeJS.ProcessEnv;
  },
): Promise<PrivateStore> {
  const { pidFile, onLine, env, database = 'anju' } = options;
  await mkdir(options.dir, { recursive: true, mode: 0o711 });
  const dir = await realpath(options.dir);
  const user = postgresUser();
  const port = options.port ?? (await keptPort(join(dir, 'port')));
  const passwordFile = join(dir, 'password');
  const password = await keptSecret(passwordFile);
  if (user) await chown(passwordFile, user.uid, user.gid);
  const { postgres, initdb } = await postgresBinaries();
  const run = (name: string, program: string, args: string[], more: Partial<ProgramOptions> = {}) =>
    startProgram({ name, cwd: dir, ...more, ...commandFor(user, dir, program, args) });

  const cluster = join(dir, 'cluster');
  if (!existsSync(cluster)) {
    // A half-made cluster must never be taken for one: it gets its name when it is whole.
    const fresh = join(dir, 'cluster.new');
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    if (user) await chown(fresh, user.uid, user.gid);
    const making = await run('initdb', initdb, [
      `--pgdata=${fresh}`,
      `--username=${PRIVATE_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order of text on every platform, whatever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ]);
    const why = await making.exited;
    if (why !== 'exit code 0') {
      throw new Error(
        `PostgreSQL could not make its database in ${dir} (${why}):\n${making.lastLines().join('\n')}`,
      );
    }
    await rename(fresh, cluster);
  }
  await removeStalePostmasterPid(cluster);
  const store = await run('postgres', postgres, serverArgs(cluster, port), {
    stopSignal: 'SIGINT', // "fast shutdown": ends sessions and writes a checkpoint
    graceMs: 60_000,
    ...(pidFile !== undefined && { pidFile }),
    ...(onLine !== undefined && { onLine }),
    ...(env !== undefined && { env }),
  });
  const urlOf = (name: string) => privatePostgresUrl({ password, port, database: name });
  await waitUntilItAnswers(store, () => accepts(urlOf('postgres')));
  await createDatabase(urlOf('postgres'), database);
  return { ...store, url: urlOf(database), port };
}

function serverArgs(cluster: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    log_min_messages: 'warning',
    timezone: 'UTC',
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function commandFor(user: PostgresUser | undefined, dir: string, program: string, args: string[]) {
  if (!user) return { command: program, args };
  const reachable = canReach(program, user) && canReach(join(dir, 'cluster'), user);
  const [command, wrapped] = asUser(user, program, args, reachable);
  return { command, args: wrapped };
}

/** PostgreSQL trusts the number in it alone; after a crash or in a new container it may be anybody's. */
async function removeStalePostmasterPid(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (processIdentity(pid) === undefined || !isServerOf(pid, cluster)) await rm(file, { force: true });
}

function isServerOf(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster);
  } catch {
    return process.platform !== 'linux'; // not to be known here: leave the decision to PostgreSQL
  }
}

async function accepts(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    await client.query('select 1');
    return true;
  }).catch(() => false);
}

async function createDatabase(url: string, name: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
  });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the connection of a server that goes away; `work` fails by itself
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
