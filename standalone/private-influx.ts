import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { keptPort } from './ports.ts';
import { waitUntilItAnswers, type PrivateStore, type PrivateStoreOptions } from './private-store.ts';
import { startProgram } from './program.ts';

/** An InfluxDB 1.x of our own with one database. */
export async function startPrivateInflux(
  options: PrivateStoreOptions & { database?: string },
): Promise<PrivateStore> {
  const { dir, pidFile, onLine, database = 'anju' } = options;
  const command = findProgram('influxd');
  if (command === undefined)
    throw new Error('InfluxDB is missing: influxd was not found. Install it, or set INFLUX_URL.');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const port = options.port ?? (await keptPort(join(dir, 'port')));
  const rpcPort = await keptPort(join(dir, 'rpc-port'));
  const configFile = join(dir, 'influxdb.toml');
  await writeFile(configFile, influxConfig({ dir, port, rpcPort }), { mode: 0o600 });

  const influx = await startProgram({
    name: 'influx',
    command,
    args: ['-config', configFile],
    cwd: dir,
    // INFLUXDB_* variables of somebody's shell would override the file.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('INFLUXDB_'))),
    ...(pidFile !== undefined && { pidFile }),
    ...(onLine !== undefined && { onLine }),
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilItAnswers(influx, () => createDatabase(url, database));
  return { ...influx, url, port };
}

function influxConfig({ dir, port, rpcPort }: { dir: string; port: number; rpcPort: number }): string {
  const path = (...parts: string[]) => JSON.stringify(join(dir, ...parts));
  return `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = ${path('meta')}
[data]
  dir = ${path('data')}
  wal-dir = ${path('wal')}
  index-version = "tsi1"
  query-log-enabled = false
  # The defaults refuse points past a million series: one more home must never be the one that is not stored.
  max-series-per-database = 0
  max-values-per-tag = 0
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
[continuous_queries]
  enabled = false
[logging]
  level = "warn"
  suppress-logo = true
`;
}

/** Also the proof that it is ready: /ping answers before the meta store does. */
async function createDatabase(url: string, database: string): Promise<boolean> {
  const q = `CREATE DATABASE "${database.replaceAll('"', '\\"')}"`;
  try {
    const answer = await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
    return answer.ok && !(await answer.text()).includes('"error"');
  } catch {
    return false;
  }
}
