import { DEVICES_CHANNEL, DOWNLINK_CHANNEL } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import { startHealthServer } from '../service/health-server.ts';
import { writeAudit } from '../store/audit.ts';
import { findCredentials, findKnownDevices } from '../store/devices.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { findPendingCommands, findTargetsWithPending, markDelivered } from '../store/pending-commands.ts';
import { brokerHealth } from './broker-health.ts';
import { createBrokerMetrics } from './broker-metrics.ts';
import type { BrokerConfig } from './config.ts';
import type { ConnectedDevice } from './connected-device.ts';
import { createCredentials } from './credentials.ts';
import { createDeviceNews } from './device-news.ts';
import { createDevicePolicy } from './device-policy.ts';
import { createDownlink } from './downlink.ts';
import { explainListenError } from './explain-listen-error.ts';
import { openFront, type Front } from './front.ts';
import { createGatewayLanes } from './gateway-lanes.ts';
import { listen } from './listen.ts';
import { createMemoryGate } from './memory-gate.ts';
import { listenToChannels } from './redis-channels.ts';
import { createRefusalAudit, type Refusal } from './refusal-audit.ts';
import { openUplinkLog } from './uplink-log.ts';

export interface RunningBroker {
  mqttPort: number;
  mqttsPort: number | undefined;
  healthPort: number | undefined;
  /** Stops accepting, lets what is in flight be stored and acknowledged, closes. */
  stop: () => Promise<void>;
}

/** Unacknowledged bytes over all connections before nobody is read any more. */
const UNACKNOWLEDGED_CAP = 64 << 20;
/** Within the 10 s that a service has to stop (service/run-service.ts). */
const DRAIN_MS = 5_000;
const LAST_MARKS_MS = 2_000;
const DATABASE_PROBE_MS = 5_000;
const NO_DEVICE = '00000000-0000-0000-0000-000000000000';

/** Composes the broker: listeners, the strict front, who may do what, and the durable log behind it. */
export async function startBroker(config: BrokerConfig, log: Logger): Promise<RunningBroker> {
  const releasers: (() => unknown)[] = [];
  const stop = async () => {
    for (const release of releasers.splice(0).reverse()) await release();
  };
  try {
    let stopping = false;
    const gate = createMemoryGate(UNACKNOWLEDGED_CAP);
    const metrics = createBrokerMetrics({
      connections: () => front.count(),
      pausedSockets: gate.paused,
      unacknowledgedBytes: gate.bytes,
      commandsUnderWay: () => downlink.underWay(),
    });
    const open = (connections: number) =>
      openStore({
        databaseUrl: config.DATABASE_URL,
        connections,
        onError: (error) => log.warn({ err: error }, 'connection to PostgreSQL, will reconnect'),
      });
    const store = open(4);
    releasers.push(() => store.destroy());
    // Connections of its own: who wants to come in never waits for what devices are to be told.
    const commandStore = open(2);
    releasers.push(() => commandStore.destroy());

    const credentials = createCredentials({ find: (ids) => findCredentials(store, ids) });
    // Says within seconds that the database is away, also when nobody connects.
    const probing = setInterval(
      () => void credentials.of(NO_DEVICE, 0).catch(() => undefined),
      DATABASE_PROBE_MS,
    );
    releasers.push(() => clearInterval(probing));
    const loadLanes = createGatewayLanes({ find: (ids) => findKnownDevices(store, ids), log });

    const uplink = openUplinkLog({ redisUrl: config.REDIS_URL, gate, metrics, log });
    releasers.push(() => uplink.stop(0));

    const downlink = createDownlink({
      find: (targetIds, perTarget) =>
        findPendingCommands(commandStore, { targetIds, perTarget, now: Date.now() }),
      findTargets: (targetIds) => findTargetsWithPending(commandStore, targetIds, Date.now()),
      mark: (delivered) => markDelivered(commandStore, delivered),
      metrics,
      log,
    });
    releasers.push(() => downlink.stop(LAST_MARKS_MS));

    const policy = createDevicePolicy({
      credentials,
      loadLanes: async (gateway) => {
        if (!(await loadLanes(gateway))) news.doubt(gateway.id);
      },
      uplink,
      downlink,
      shards: config.UPLINK_SHARDS,
      metrics,
      log,
      audit: auditTo(store, log),
    });
    const front: Front<ConnectedDevice> = await openFront({ policy, gate, metrics, log });
    releasers.push(() => front.close());

    const news = createDeviceNews({
      credentials,
      loadLanes,
      connected: front.connected,
      connectedIds: front.ids,
      expel: front.expel,
      shards: config.UPLINK_SHARDS,
      log,
    });
    releasers.push(() => news.stop());
    const channels = listenToChannels({
      redisUrl: config.REDIS_URL,
      channels: {
        [DEVICES_CHANNEL]: news.hear,
        [DOWNLINK_CHANNEL]: downlink.hear,
      },
      onSubscribed: () => {
        news.doubtAll();
        downlink.lookForAll();
      },
      onError: (error) => log.debug({ err: error }, 'connection to Redis channels'),
    });
    releasers.push(() => channels.close());

    // Last in, first out: what is in flight is stored and acknowledged before connections close.
    releasers.push(async () => {
      front.deafen();
      await uplink.stop(DRAIN_MS);
      await new Promise((resolve) => setImmediate(resolve)); // the last PUBACKs reach their sockets
    });

    const listeners = await openListeners(config, front.accept, () =>
      metrics.refused('too_many_connections'),
    );
    // A closed server waits for its connections, and those are closed by the next steps.
    releasers.push(() => void listeners.forEach((listener) => void listener.stop()));

    let healthPort: number | undefined;
    if (config.BROKER_HEALTH_PORT > 0) {
      const health = await startHealthServer({
        host: config.HEALTH_HOST,
        port: config.BROKER_HEALTH_PORT,
        registry: metrics.registry,
        health: () =>
          brokerHealth({
            uplink,
            databaseProblem: credentials.problem,
            pausedSockets: gate.paused,
            stopping: () => stopping,
          }),
      }).catch((error: NodeJS.ErrnoException) => {
        throw explainListenError(error, config.HEALTH_HOST, config.BROKER_HEALTH_PORT, 'BROKER_HEALTH_PORT');
      });
      healthPort = health.port;
      releasers.unshift(() => health.stop());
    }
    releasers.push(() => (stopping = true));
    const [mqtt, mqtts] = listeners;
    const mqttPort = mqtt?.port ?? config.MQTT_PORT;
    log.info({ mqttPort, mqttsPort: mqtts?.port, healthPort }, 'broker is ready');
    return { mqttPort, mqttsPort: mqtts?.port, healthPort, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openListeners(
  config: BrokerConfig,
  onSocket: Front<ConnectedDevice>['accept'],
  onRefused: () => void,
) {
  const common = { host: config.HOST, maxConnections: config.BROKER_MAX_CONNECTIONS, onSocket, onRefused };
  const mqtt = await listen({ ...common, port: config.MQTT_PORT, variable: 'MQTT_PORT' });
  if (config.MQTTS_PORT === undefined) return [mqtt];
  try {
    const { TLS_CERT: certFile, TLS_KEY: keyFile, TLS_CA: caFile } = config;
    if (certFile === undefined || keyFile === undefined) {
      throw new Error('MQTTS_PORT is set: TLS_CERT and TLS_KEY must name a certificate and its key (PEM)');
    }
    const tls = { certFile, keyFile, caFile };
    return [mqtt, await listen({ ...common, port: config.MQTTS_PORT, variable: 'MQTTS_PORT', tls })];
  } catch (error) {
    void mqtt.stop();
    throw error;
  }
}

function auditTo(store: Store, log: Logger): (refusal: Refusal) => void {
  const toRow = createRefusalAudit();
  return (refusal) => {
    const row = toRow(refusal, Date.now());
    if (row === undefined) return;
    writeAudit(store, [row]).catch((error: unknown) =>
      log.warn({ device: refusal.deviceId, err: error }, 'a refused topic could not be written to the audit'),
    );
  };
}
