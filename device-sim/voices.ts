import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentCommand } from '../contracts/device-command.ts';
import { laneOf } from '../contracts/device.ts';
import { commandsTopic, gatewayBaseTopic, readingsTopic, statusTopic } from '../contracts/topics.ts';
import type { BrokerAddress } from './dial.ts';
import type { Expected, LedgerEntry } from './ledger-entry.ts';
import type { Ledger } from './ledger.ts';
import { openDevice, type Device } from './mqtt-connection.ts';
import { nextSeq } from './next-seq.ts';
import type { SavedDevice } from './saved-homes.ts';
import { SimError } from './sim-error.ts';
import { createStageEar } from './stage-ear.ts';

const PATIENCE_MS = 15_000;

export interface Saying {
  properties: Record<string, string | number | boolean>;
  /** the device's clock, epoch ms */
  time: number;
  /** when it should leave; default now */
  intendedAt?: number;
  expected: Expected;
}

export interface Voices {
  /**
   * One reading, QoS 1. Resolves at the PUBACK.
   * @throws SimError for a device that is not connected through these voices
   */
  say: (deviceId: string, saying: Saying) => Promise<LedgerEntry>;
  /** Calls back for each stage that the home hears of this device's alarms, until the function returned is called. */
  listen: (deviceId: string, onStage: (command: IncidentCommand) => void) => () => void;
  has: (deviceId: string) => boolean;
  /** messages of this device's connection that wait for a PUBACK */
  pending: (deviceId: string) => number;
  /** Cuts the connection that this device speaks through, without a word, and keeps it away for `forMs`. */
  cut: (deviceId: string, forMs: number) => void;
  connections: () => { all: number; connected: number };
  /**
   * Resolves when all are connected.
   * @throws ConnectionRefused when the broker refuses one, SimError when it does not answer for `withinMs`
   */
  connected: (withinMs?: number) => Promise<void>;
  /** resolves when everything said so far is acknowledged, or after `withinMs` */
  settled: (withinMs: number) => Promise<void>;
  close: () => Promise<void>;
}

export interface VoicesOptions {
  broker: BrokerAddress;
  devices: readonly SavedDevice[];
  ledger: Ledger;
  /** say online on `status`, and leave an offline will; default true */
  status?: boolean;
  /** QoS 1 messages of one connection on the wire at once */
  maxInFlight?: number;
  /** what homes are told about their alarms; each stage once */
  onStage?: (command: IncidentCommand) => void;
  onDisconnect?: (deviceId: string, reason: Error) => void;
}

/** Connects every device that connects itself, and lets each be spoken for, through its gateway where it has one. */
export function openVoices(options: VoicesOptions): Voices {
  const { broker, devices, ledger, status = true, onStage, onDisconnect, maxInFlight } = options;
  const known = new Map(devices.map((device) => [device.id, device]));
  const connections = new Map<string, Device>();
  const unsettled = new Set<Promise<unknown>>();
  const seqOf = nextSeq();
  const ear = createStageEar(onStage);

  for (const device of devices) {
    const { id, secret } = device;
    if (secret === undefined) continue;
    const listens = device.kind === 'gateway' || laneOf(device.kind) === 'safety';
    const connection = openDevice({
      ...broker,
      deviceId: id,
      secret,
      ...(maxInFlight !== undefined && { maxInFlight }),
      ...(status && {
        will: { ...presence(device, 'offline'), retain: true },
        onConnect: (connected: Device) => announce(connected, device),
      }),
      ...(listens && {
        subscribe: [commandsTopic(id)],
        onMessage: (_topic: string, payload: Buffer) => void ear.hear(payload.toString()),
      }),
      onDisconnect: (reason) => onDisconnect?.(id, reason),
    });
    connections.set(id, connection);
  }

  const announce = (connection: Device, device: SavedDevice): void => {
    const { topic, payload } = presence(device, 'online');
    // Rejected only when the device is closed, and then nobody waits for it.
    connection.publish(topic, payload, { retain: true }).catch(() => undefined);
  };

  const through = (deviceId: string): { device: SavedDevice; connection: Device; topic: string } => {
    const device = known.get(deviceId);
    const connection = connections.get(device?.gatewayId ?? deviceId);
    if (device === undefined || connection === undefined) {
      throw new SimError(`device ${deviceId} has no connection here: it is unknown, or its secret is`);
    }
    const topic =
      device.gatewayId === undefined
        ? readingsTopic(deviceId)
        : `${gatewayBaseTopic(device.gatewayId)}/${device.friendlyName ?? deviceId}`;
    return { device, connection, topic };
  };

  return {
    say: async (deviceId, { properties, time, intendedAt = Date.now(), expected }) => {
      const { device, connection, topic } = through(deviceId);
      const seq = seqOf(deviceId);
      const noted = ledger.intend({
        id: `${deviceId}:${seq}`,
        device: deviceId,
        topic,
        seq,
        time,
        intendedAt,
        kind: device.kind,
        lane: laneOf(device.kind),
        expected,
      });
      const published = connection.publish(topic, { ...properties, time, seq });
      unsettled.add(published);
      return noted.acknowledged(await published.finally(() => unsettled.delete(published)));
    },
    listen: ear.listen,
    has: (deviceId) => connections.has(known.get(deviceId)?.gatewayId ?? deviceId),
    pending: (deviceId) => through(deviceId).connection.pending(),
    cut: (deviceId, forMs) => through(deviceId).connection.cut(forMs),
    connections: () => ({
      all: connections.size,
      connected: [...connections.values()].filter((connection) => connection.isConnected()).length,
    }),
    connected: async (withinMs = PATIENCE_MS) => {
      const late = new AbortController();
      const all = Promise.all([...connections.values()].map((connection) => connection.connected()));
      const patience = pause(withinMs, undefined, { signal: late.signal }).then(() => {
        throw new SimError(`the broker does not answer at ${broker.host}:${broker.port}; set MQTT_URL`);
      });
      await Promise.race([all, patience]).finally(() => late.abort());
    },
    settled: async (withinMs) => {
      const late = new AbortController();
      const patience = pause(withinMs, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(unsettled), patience]);
      late.abort();
    },
    close: async () => {
      await Promise.all([...connections.values()].map((connection) => connection.close()));
    },
  };
}

/** What says that a device is there: a word on `status`, or Zigbee2MQTT's bridge state. */
function presence(device: SavedDevice, state: 'online' | 'offline'): { topic: string; payload: string } {
  return device.kind === 'gateway'
    ? { topic: `${gatewayBaseTopic(device.id)}/bridge/state`, payload: JSON.stringify({ state }) }
    : { topic: statusTopic(device.id), payload: state };
}
