import { commandNoticeSchema } from '../contracts/device-command.ts';
import type { Logger } from '../service/create-logger.ts';
import type { PendingCommand } from '../store/pending-commands.ts';
import type { BrokerMetrics } from './broker-metrics.ts';
import { createCommandLookup } from './command-lookup.ts';
import { commandPacket } from './command-packet.ts';
import { createCommandWindow, type CommandWindow } from './command-window.ts';
import type { ConnectedDevice } from './connected-device.ts';
import type { Connection } from './connection.ts';
import { createDeliveryMarks } from './delivery-marks.ts';
import { parseJson } from './parse-json.ts';
import { startRestfulPoll } from './restful-poll.ts';

export interface DownlinkOptions {
  /** what waits for many targets at once: the first PER_TARGET of each, in order */
  find: (targetIds: readonly string[], perTarget: number) => Promise<PendingCommand[]>;
  /** which of many targets something waits for */
  findTargets: (targetIds: readonly string[]) => Promise<string[]>;
  mark: (delivered: { id: string; at: Date }[]) => Promise<void>;
  metrics: Pick<BrokerMetrics, 'commandDelivered' | 'commandLookup'>;
  log: Logger;
}

export interface Downlink {
  /** A message of DOWNLINK_CHANNEL. */
  hear: (message: string) => void;
  /** The connection may have subscribed to its commands. */
  listens: (connection: Connection<ConnectedDevice>) => void;
  acknowledged: (connection: Connection<ConnectedDevice>, packetId: number) => void;
  /** The connection is closed. */
  left: (connection: Connection<ConnectedDevice>) => void;
  /** Looks for everybody who listens: messages may have been missed. */
  lookForAll: () => void;
  /** sent and not acknowledged, over all connections */
  underWay: () => number;
  /** Waits for what is being written down, at most `graceMs`. */
  stop: (graceMs: number) => Promise<void>;
}

interface Listener {
  id: string;
  connection: Connection<ConnectedDevice>;
  /** undefined until something waits for it */
  window: CommandWindow | undefined;
  looking: boolean;
  /** asked to look while it was looking */
  again: boolean;
}

/** Commands under way on one connection. */
const ROOM = 20;
/** More than have room, so that those under way never hide the next ones. */
const PER_TARGET = 2 * ROOM;
/** Who has just come in waits this long for company, so that a reconnect storm is a few queries a second. */
const GATHER_MS = 50;
const POLL_MS = 5_000;
/** A poll of very many devices leaves the database alone for so many times as long as it took. */
const POLL_REST = 20;
const POLLED_AT_ONCE = 5_000;

/**
 * Tells devices what became of their alarms. The rows are the truth: a command is pending until its PUBACK has been
 * written down, and whoever subscribes is sent what is pending, so that nothing depends on a message, a session or
 * this process. Packets go straight to the socket, and their PUBACKs come straight here: for a clean session Aedes
 * would not say what a PUBACK was for.
 */
export function createDownlink(options: DownlinkOptions): Downlink {
  const { find, findTargets, metrics, log } = options;
  const listeners = new Map<string, Listener>();
  const byConnection = new WeakMap<Connection<ConnectedDevice>, Listener>();
  /** listeners for whom more may wait than was sent */
  const behind = new Set<Listener>();
  /** listeners that have just subscribed */
  const arrived: Listener[] = [];
  let failing = false;
  let stopped = false;

  const marks = createDeliveryMarks({
    write: options.mark,
    onWritten: () => {
      works();
      for (const listener of [...behind]) if (listener.window?.hasRoom()) look(listener);
    },
    onFailure: fails,
  });
  const ask = createCommandLookup((ids) => {
    metrics.commandLookup();
    return find(ids, PER_TARGET);
  });
  const polling = startRestfulPoll({ run: poll, everyMs: POLL_MS, rest: POLL_REST });

  function fails(error: unknown): void {
    if (stopped) return;
    if (!failing) log.warn({ err: error }, 'commands for devices wait until PostgreSQL answers again');
    failing = true;
  }

  function works(): void {
    if (marks.isFailing()) return;
    if (failing) log.info('commands reach devices again');
    failing = false;
  }

  function look(listener: Listener): void {
    if (stopped) return;
    if (listener.looking) {
      listener.again = true;
      return;
    }
    listener.looking = true;
    listener.again = false;
    ask(listener.id)
      .then((pending) => {
        works();
        send(listener, pending ?? []);
      })
      .catch(fails) // the poll looks again
      .finally(() => {
        listener.looking = false;
        if (listener.again) look(listener);
      });
  }

  function send(listener: Listener, pending: readonly PendingCommand[]): void {
    const { connection } = listener;
    const topic = connection.known?.commands;
    const granted = topic === undefined ? undefined : connection.grantedQos(topic);
    if (topic === undefined || granted === undefined || connection.closed || connection.socket.destroyed) {
      return forget(listener);
    }
    if (pending.length === 0) return void behind.delete(listener);
    const window = (listener.window ??= createCommandWindow(ROOM));
    const qos = granted === 0 ? 0 : 1;
    const packets = window.admit(pending.filter(({ id }) => !marks.has(id))).map(({ packetId, command }) => ({
      packetId,
      bytes: commandPacket(topic, { qos, packetId, command }),
    }));
    if (pending.length === PER_TARGET) behind.add(listener);
    else behind.delete(listener);
    if (packets.length === 0) return;
    connection.socket.write(Buffer.concat(packets.map(({ bytes }) => bytes)));
    // Who asked for QoS 0 will never acknowledge: sent has to do.
    if (qos === 0) for (const { packetId } of packets) acknowledged(connection, packetId);
  }

  function acknowledged(connection: Connection<ConnectedDevice>, packetId: number): void {
    const command = byConnection.get(connection)?.window?.acknowledge(packetId);
    if (command === undefined) return;
    const now = Date.now();
    marks.add(command.id, now);
    metrics.commandDelivered(Math.max(0, now - command.createdAt.getTime()));
  }

  function listens(connection: Connection<ConnectedDevice>): void {
    const device = connection.known;
    if (device === undefined || connection.closed || connection.grantedQos(device.commands) === undefined)
      return;
    let listener = byConnection.get(connection);
    if (listener === undefined) {
      listener = { id: device.id, connection, window: undefined, looking: false, again: false };
      byConnection.set(connection, listener);
    }
    listeners.set(device.id, listener);
    if (arrived.push(listener) === 1) setTimeout(welcome, GATHER_MS);
  }

  function welcome(): void {
    for (const listener of arrived.splice(0)) look(listener);
  }

  function forget(listener: Listener): void {
    behind.delete(listener);
    if (listeners.get(listener.id) === listener) listeners.delete(listener.id);
  }

  async function poll(): Promise<void> {
    try {
      marks.retry();
      const ids = [...listeners.keys()];
      for (let at = 0; at < ids.length; at += POLLED_AT_ONCE) {
        for (const id of await findTargets(ids.slice(at, at + POLLED_AT_ONCE))) {
          const listener = listeners.get(id);
          if (listener !== undefined) look(listener);
        }
        works();
      }
    } catch (error) {
      fails(error);
    }
  }

  return {
    hear: (message) => {
      const notice = commandNoticeSchema.safeParse(parseJson(message));
      if (!notice.success)
        return log.warn('a notice of commands that cannot be read: {deviceIds} is expected');
      for (const id of notice.data.deviceIds) {
        const listener = listeners.get(id);
        if (listener !== undefined) look(listener);
      }
    },
    listens,
    acknowledged,
    left: (connection) => {
      const listener = byConnection.get(connection);
      if (listener !== undefined) forget(listener);
    },
    lookForAll: polling.now,
    underWay: () => [...listeners.values()].reduce((sum, { window }) => sum + (window?.size() ?? 0), 0),
    stop: async (graceMs) => {
      polling.stop();
      stopped = true;
      await marks.stop(graceMs);
    },
  };
}
