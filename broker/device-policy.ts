import type { UplinkMessage } from '../contracts/uplink.ts';
import type { Logger } from '../service/create-logger.ts';
import { createAckWriter } from './ack-writer.ts';
import { authenticateDevice } from './authenticate-device.ts';
import { authorizePublish } from './authorize-publish.ts';
import { authorizeForward, authorizeSubscribe } from './authorize-subscribe.ts';
import type { BrokerMetrics } from './broker-metrics.ts';
import { connectedDevice, type ConnectedDevice } from './connected-device.ts';
import type { Credentials } from './credentials.ts';
import type { Downlink } from './downlink.ts';
import type { FrontPolicy } from './front-policy.ts';
import type { Refusal } from './refusal-audit.ts';
import type { UplinkLog } from './uplink-log.ts';

export interface DevicePolicyOptions {
  credentials: Credentials;
  /** Fetches and sets a gateway's lanes; never rejects. */
  loadLanes: (gateway: ConnectedDevice) => Promise<void>;
  uplink: UplinkLog;
  downlink: Pick<Downlink, 'listens' | 'acknowledged' | 'left'>;
  shards: number;
  metrics: BrokerMetrics;
  log: Logger;
  audit: (refusal: Refusal) => void;
}

/** CONTRACT "MQTT 3.1.1": the largest payload, bytes. */
const MAX_PAYLOAD = 65_536;

/** What devices of the platform may do, and the way of what they say into the log. */
export function createDevicePolicy(options: DevicePolicyOptions): FrontPolicy<ConnectedDevice> {
  const { credentials, loadLanes, uplink, downlink, shards, metrics, log, audit } = options;
  const acknowledge = createAckWriter();

  function refuse(device: ConnectedDevice, what: Refusal['what'], topic: string): void {
    metrics.refused(
      what === 'publish' ? 'foreign_topic' : what === 'will' ? 'foreign_will' : 'foreign_subscription',
    );
    log.warn({ device: device.id, what, topic: topic.slice(0, 200) }, 'a topic that is not the device’s own');
    audit({ deviceId: device.id, homeId: device.homeId, what, topic });
  }

  return {
    maxPayload: MAX_PAYLOAD,
    fansOut: false,

    authenticate: async (connection, username, password) => {
      const clientId = connection.id;
      const presented = { clientId, username, password };
      let result = await authenticateDevice(credentials, presented);
      if (result.code !== 0) {
        if (result.code === 3) log.warn({ device: clientId, err: result.cause }, 'database away: CONNACK 3');
        metrics.refused(
          ({ 3: 'database_away', 4: 'malformed_credentials', 5: 'bad_credentials' } as const)[result.code],
        );
        return result.code;
      }
      let device = connectedDevice(result.credentials, shards);
      if (device.gatewayPrefix !== undefined) {
        await loadLanes(device);
        // The secret may have been rotated meanwhile, and the news could not have found this connection yet.
        result = await authenticateDevice(credentials, presented);
        if (result.code !== 0) return result.code;
        device = { ...connectedDevice(result.credentials, shards), lanes: device.lanes };
      }
      if (
        connection.willTopic !== undefined &&
        authorizePublish(device, connection.willTopic) === undefined
      ) {
        refuse(device, 'will', connection.willTopic);
        return 5;
      }
      connection.known = device;
      return 0;
    },

    take: (connection, view) => {
      const device = connection.known;
      const qos = (view.flags >> 1) & 3;
      if (device === undefined || qos === 2) return false;
      const topic = view.buffer.toString('utf8', view.topicStart, view.topicEnd);
      const lane = authorizePublish(device, topic);
      if (lane === undefined) return false;
      connection.outstanding += 1;
      const message: UplinkMessage = {
        clientId: device.id,
        topic,
        payload: view.buffer.subarray(view.payloadStart, view.end),
        receivedAt: Date.now(),
        sinceConnect: Math.floor(performance.now() - connection.connectedAt),
        packetId: view.packetId,
        dup: (view.flags & 8) !== 0,
        retain: (view.flags & 1) !== 0,
      };
      uplink.append(lane, device.shard, message, () => {
        if (qos === 1) acknowledge(connection, message.packetId);
        if (--connection.outstanding === 0 && connection.held !== undefined)
          setImmediate(() => connection.wake());
      });
      return true;
    },

    publish: (connection, packet, will, done) => {
      const device = connection.known;
      if (device === undefined) return done(new Error('not authenticated'));
      const lane = authorizePublish(device, packet.topic);
      if (lane === undefined) {
        refuse(device, will ? 'will' : 'publish', packet.topic);
        return done(new Error('not a topic of its own'));
      }
      const { payload } = packet;
      const message: UplinkMessage = {
        clientId: device.id,
        topic: packet.topic,
        payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
        receivedAt: Date.now(),
        sinceConnect: Math.floor(performance.now() - connection.connectedAt),
        packetId: will ? 0 : (packet.messageId ?? 0),
        dup: packet.dup === true,
        retain: packet.retain === true,
      };
      uplink.append(lane, device.shard, message, () => done());
    },

    /** Zigbee2MQTT's catalogues (`bridge/devices`, `bridge/definitions`) outgrow 64 KiB in any larger home. */
    mayDrop: (connection, topic) => {
      const prefix = connection.known?.gatewayPrefix;
      return prefix !== undefined && topic.startsWith(`${prefix}bridge/`);
    },

    // Zigbee2MQTT and its like are whole MQTT clients, with wildcards and topics of their own: those are for Aedes.
    isPlain: ({ known }) => known !== undefined && known.gatewayPrefix === undefined,

    subscribe: (connection, filter) => {
      const device = connection.known;
      if (device === undefined) return false;
      if (authorizeSubscribe(device, filter)) {
        device.subscriptions += 1;
        return true;
      }
      refuse(device, 'subscribe', filter);
      return false;
    },

    listens: downlink.listens,
    acknowledged: downlink.acknowledged,
    left: downlink.left,

    forward: ({ known }, topic) => known !== undefined && authorizeForward(known, topic),
  };
}
