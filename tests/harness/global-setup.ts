import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPrivateInflux } from '../../standalone/private-influx.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import { migrate } from '../../store/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty database that fresh ones are copied from; nobody may stay connected to it. */
    templateDatabaseUrl: string;
    influxUrl: string;
  }
}

interface SharedStores {
  templateDatabaseUrl: string;
  influxUrl: string;
  stop: () => Promise<void>;
}

/**
 * PostgreSQL and InfluxDB once for the whole run. Every project calls this, in one process but with
 * a copy of this module each, so what is shared hangs on globalThis.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (sharedRun.anjuTestStores ??= { users: 0, stores: startStores() });
  shared.users += 1;
  const { templateDatabaseUrl, influxUrl, stop } = await shared.stores;
  project.provide('templateDatabaseUrl', templateDatabaseUrl);
  project.provide('influxUrl', influxUrl);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete sharedRun.anjuTestStores;
    await stop();
  };
}

const sharedRun = globalThis as { anjuTestStores?: { users: number; stores: Promise<SharedStores> } };

async function startStores(): Promise<SharedStores> {
  const dir = await mkdtemp(join(tmpdir(), 'anju-test-'));
  const [postgres, influx] = await Promise.all([
    startPrivatePostgres({ dir: join(dir, 'postgres'), database: 'anju_template' }),
    startPrivateInflux({ dir: join(dir, 'influx') }),
  ]);
  const stop = async () => {
    await Promise.all([postgres.stop(), influx.stop()]);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { templateDatabaseUrl: postgres.url, influxUrl: influx.url, stop };
}
