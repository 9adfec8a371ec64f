import type { Logger } from '../service/create-logger.ts';
import { createBrokerMetrics } from './broker-metrics.ts';
import { openFront, type Front } from './front.ts';
import { listen } from './listen.ts';
import { createMemoryGate } from './memory-gate.ts';
import { openPolicy } from './open-policy.ts';

/** The broker's own front with an open policy: no Redis, no database, loopback only. */
export async function startConformanceBroker(options: {
  port: number;
  log: Logger;
}): Promise<{ port: number; stop: () => Promise<void> }> {
  const { port, log } = options;
  const gate = createMemoryGate(256 << 20);
  const metrics = createBrokerMetrics({
    connections: () => front.count(),
    pausedSockets: gate.paused,
    unacknowledgedBytes: gate.bytes,
  });
  const front: Front<true> = await openFront({ policy: openPolicy, gate, metrics, log });
  const listener = await listen({
    host: '127.0.0.1',
    port,
    variable: 'MQTT_PORT',
    onSocket: front.accept,
    onRefused: () => metrics.refused('too_many_connections'),
  });
  return {
    port: listener.port,
    stop: async () => {
      const stopped = listener.stop();
      await front.close();
      await stopped;
    },
  };
}
