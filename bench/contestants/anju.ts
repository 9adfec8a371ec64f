import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pollUntil } from '../../standalone/poll-until.ts';
import { freePort } from '../../standalone/ports.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import { startPrivateRedis } from '../../standalone/private-redis.ts';
import { startService } from '../../standalone/start-service.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { migrate } from '../../store/migrate.ts';
import { openStore } from '../../store/open-store.ts';
import { registerMany } from '../../tests/harness/register-many.ts';
import type { Releasers } from '../side-by-side/with-release.ts';
import { COLLECTABLE } from './collectable.ts';
import { redisVersion } from './redis-version.ts';
import type { BrokerUnderTest } from './running-contestant.ts';

/** Redis, PostgreSQL and registered devices, and the real broker on them. */
export interface AnjuStores {
  devices: LoadDevice[];
  anju: BrokerUnderTest;
}

/**
 * What Anju's broker needs, all of it durable and its own.
 * @param options.devices how many are registered, each in a home of its own
 * @param options.kind motion: routine lane; sos: safety lane
 */
export async function startAnjuStores(
  options: { devices: number; kind: 'sos' | 'motion' },
  releasers: Releasers,
): Promise<AnjuStores> {
  const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  releasers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
  const redis = await startPrivateRedis({ dir: join(dir, 'redis') });
  releasers.push(() => redis.stop());
  const postgres = await startPrivatePostgres({ dir: join(dir, 'postgres') });
  releasers.push(() => postgres.stop());
  await migrate(postgres.url);
  const store = openStore({ databaseUrl: postgres.url, connections: 1 });
  const devices = await registerMany(store, { homes: options.devices, kinds: [options.kind] }).finally(() =>
    store.destroy(),
  );
  const start: BrokerUnderTest['start'] = async (brokerReleasers, { collectable }) => {
    const [port, healthPort] = await Promise.all([freePort(), freePort()]);
    const broker = await startService({
      name: 'broker',
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        MQTT_PORT: String(port),
        REDIS_URL: redis.url,
        DATABASE_URL: postgres.url,
        BROKER_HEALTH_PORT: String(healthPort),
        LOG_LEVEL: 'warn',
        ...(collectable === true && COLLECTABLE),
      },
      onLine: (line) => console.error(line),
    });
    brokerReleasers.push(() => broker.stop());
    const isReady = () =>
      fetch(`http://127.0.0.1:${healthPort}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
    const failed = broker.exited.then((why) => new Error(`the broker ended (${why})`));
    await pollUntil(isReady, { timeoutMs: 30_000, failed });
    return {
      port,
      processes: { broker: [broker.pid], Redis: [redis.pid], PostgreSQL: [postgres.pid] },
      versions: { Redis: redisVersion() },
      ...(collectable === true && { collectGarbage: () => broker.kill('SIGWINCH') }),
    };
  };
  return { devices, anju: { name: 'Anju', does: DOES, start } };
}

const DOES =
  'authenticates every device against its registration in PostgreSQL, checks every topic, and has every message on disk (Redis, `appendfsync always`) before it acknowledges it.';
