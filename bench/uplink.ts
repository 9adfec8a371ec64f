import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineCommand } from 'citty';
import { runLoad } from '../device-sim/load/run-load.ts';
import { pollUntil } from '../standalone/poll-until.ts';
import { freePort } from '../standalone/ports.ts';
import { startPrivatePostgres } from '../standalone/private-postgres.ts';
import { startPrivateRedis } from '../standalone/private-redis.ts';
import { startService } from '../standalone/start-service.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/open-store.ts';
import { registerMany } from '../tests/harness/register-many.ts';
import { cpuSeconds } from './cpu-time.ts';

/** How fast the broker stores: closed-loop QoS 1 clients against the real, authenticated broker on a durable Redis. */
export const uplinkCommand = defineCommand({
  meta: { name: 'uplink', description: 'messages a second, acknowledged = on disk, and what each costs' },
  args: {
    connections: { type: 'string', default: '500', description: 'clients' },
    seconds: { type: 'string', default: '5', description: 'measured time of each run' },
    inFlight: {
      type: 'string',
      default: '10,1',
      description: 'unacknowledged messages per client, a run each',
    },
    kind: { type: 'string', default: 'motion', description: 'motion: routine lane, sos: safety lane' },
  },
  run: async ({ args }) => {
    const releasers: (() => Promise<unknown>)[] = [];
    try {
      const kind = args.kind === 'sos' ? 'sos' : 'motion';
      const { port, brokerPid, redisPid, devices } = await start(Number(args.connections), kind, releasers);
      console.log(
        `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}, ${devices.length} clients`,
      );
      for (const inFlight of args.inFlight.split(',').map(Number)) {
        let before = { broker: 0, redis: 0 };
        let used = { broker: 0, redis: 0 };
        const now = () => ({ broker: cpuSeconds(brokerPid), redis: cpuSeconds(redisPid) });
        const result = await runLoad({
          broker: { host: '127.0.0.1', port },
          devices,
          mode: { kind: 'closed', inFlight },
          seconds: Number(args.seconds),
          warmUpSeconds: 2,
          clean: true,
          onStart: () => (before = now()),
          onEnd: () => {
            const after = now();
            used = { broker: after.broker - before.broker, redis: after.redis - before.redis };
          },
        });
        const { acknowledged, seconds, latency, cpuMicrosPerMessage, invalidBecause } = result;
        const ms = (percentile: number) => (latency.getValueAtPercentile(percentile) / 1000).toFixed(1);
        const each = (cpu: number) => ((cpu / acknowledged) * 1e6).toFixed(1);
        console.log(
          `${devices.length} × ${inFlight} in flight: ${Math.round(acknowledged / seconds)} msg/s acknowledged, ` +
            `ack p50 ${ms(50)} ms p99 ${ms(99)} ms, CPU per message: broker ${each(used.broker)} µs, Redis ${each(used.redis)} µs, ` +
            `generator ${cpuMicrosPerMessage.toFixed(1)} µs`,
        );
        if (invalidBecause !== undefined) console.log(`invalid: ${invalidBecause}`);
      }
    } finally {
      for (const release of releasers.reverse()) await release();
    }
  },
});

async function start(connections: number, kind: 'sos' | 'motion', releasers: (() => Promise<unknown>)[]) {
  const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  releasers.push(() => rm(dir, { recursive: true, force: true }));
  const [redis, postgres] = await Promise.all([
    startPrivateRedis({ dir: join(dir, 'redis') }),
    startPrivatePostgres({ dir: join(dir, 'postgres') }),
  ]);
  releasers.push(() => Promise.all([redis.stop(), postgres.stop()]));
  await migrate(postgres.url);
  const store = openStore({ databaseUrl: postgres.url, connections: 1 });
  const devices = await registerMany(store, { homes: connections, kinds: [kind] }).finally(() =>
    store.destroy(),
  );
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
    },
    onLine: (line) => console.error(line),
  });
  releasers.push(() => broker.stop());
  const isReady = () =>
    fetch(`http://127.0.0.1:${healthPort}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  await pollUntil(isReady, { timeoutMs: 30_000 });
  return { port, brokerPid: broker.pid, redisPid: redis.pid, devices };
}
