import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../standalone/find-program.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { freePort } from '../../standalone/ports.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import { startPrivateRedis } from '../../standalone/private-redis.ts';
import { startService } from '../../standalone/start-service.ts';
import { migrate } from '../../store/migrate.ts';
import type { LoopClient } from '../closed-loop.ts';
import type { Releasers } from '../side-by-side/with-release.ts';
import { registerClients } from './register-clients.ts';
import type { RunningContestant } from './running-contestant.ts';

export interface AnjuOptions {
  /** devices that are registered, each in a home of its own */
  devices: number;
  /** motion: routine lane; sos: safety lane */
  kind: 'sos' | 'motion';
  /** added to the environment of the broker */
  env?: Readonly<Record<string, string>>;
}

/** What Anju's broker stores before it acknowledges a message, for the line under the table. */
export const ANJU_DOES =
  'authenticates every device against its registration in PostgreSQL, checks every topic, and has every message on disk (Redis, `appendfsync always`) before it acknowledges it.';

/** The real broker on a durable Redis and PostgreSQL of its own, with registered devices. */
export async function startAnju(
  { devices, kind, env = {} }: AnjuOptions,
  releasers: Releasers,
): Promise<
  RunningContestant & { clients: Required<LoopClient>[]; startAnother: () => Promise<RunningContestant> }
> {
  const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  releasers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
  const redis = await startPrivateRedis({ dir: join(dir, 'redis') });
  releasers.push(() => redis.stop());
  const postgres = await startPrivatePostgres({ dir: join(dir, 'postgres') });
  releasers.push(() => postgres.stop());
  await migrate(postgres.url);
  const clients = await registerClients(postgres.url, devices, kind);
  const versions = { Redis: redisVersion() };

  const startBroker = async (): Promise<RunningContestant> => {
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
        ...env,
      },
      onLine: (line) => console.error(line),
    });
    releasers.push(() => broker.stop());
    const isReady = () =>
      fetch(`http://127.0.0.1:${healthPort}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
    const failed = broker.exited.then((why) => new Error(`the broker ended (${why})`));
    await pollUntil(isReady, { timeoutMs: 30_000, failed });
    const processes = { broker: [broker.pid], Redis: [redis.pid], PostgreSQL: [postgres.pid] };
    return { port, processes, versions };
  };
  return { ...(await startBroker()), clients, startAnother: startBroker };
}

export function redisVersion(): string {
  const program = findProgram('redis-server', 'valkey-server');
  if (program === undefined) return 'unknown';
  return /v=(\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
}
