import { silenceLimit } from '../contracts/protection.ts';
import type { Logger } from '../service/create-logger.ts';
import type { KnownDevice } from '../store/devices.ts';
import type { StatusUpdate } from '../store/device-status.ts';
import { propertyMeaning } from './decode/property-meaning.ts';
import type { Property } from './decode/reading.ts';
import type { IngestMetrics } from './metrics.ts';

export interface KeepStatusOptions {
  write: (updates: readonly StatusUpdate[]) => Promise<void>;
  logger: Logger;
  metrics: IngestMetrics;
  everyMs?: number;
}

/** What one message says of the device it is about. */
export interface SaidOfItself {
  device: KnownDevice;
  properties?: readonly Property[];
  online?: boolean;
}

export interface DeviceStatusKeeper {
  /** @param speaker who sent the message: the device itself or its gateway. @param at epoch ms of its arrival */
  note: (speaker: KnownDevice, said: SaidOfItself | undefined, at: number) => void;
  /** writes what waits now */
  flush: () => Promise<void>;
  stop: () => Promise<void>;
}

const EVERY_MS = 5_000;
/** Who is heard all the time is written down once in so long, ms. */
const HEARD_EVERY_MS = 60_000;
const BATCH = 1_000;
/** What is remembered beyond this is forgotten and learnt again: at worst it is written once more. */
const REMEMBERED = 500_000;

interface Known {
  device: KnownDevice;
  heardAt: number | undefined;
  /** what the database has of it */
  heardWritten: number;
  battery: number | undefined;
  batteryNew: boolean;
  linkQuality: number | undefined;
  online: boolean | undefined;
  onlineAt: number | undefined;
  onlineNew: boolean;
  waiting: boolean;
}

/**
 * Keeps what devices say of themselves (heard, battery, signal, online), beside the way of the readings: nothing waits
 * for it. What is not written yet when the process dies is said again by the next reading; while PostgreSQL is away the
 * last word of each device waits here.
 */
export function createDeviceStatusKeeper(options: KeepStatusOptions): DeviceStatusKeeper {
  const { write, logger, metrics, everyMs = EVERY_MS } = options;
  const devices = new Map<string, Known>();
  let waiting: Known[] = [];
  let failing = false;
  let running: Promise<void> | undefined;

  function recall(device: KnownDevice): Known {
    const known = devices.get(device.id);
    if (known !== undefined) {
      known.device = device;
      return known;
    }
    if (devices.size >= REMEMBERED) devices.clear();
    const fresh: Known = {
      device,
      heardAt: undefined,
      heardWritten: -Infinity,
      battery: undefined,
      batteryNew: false,
      linkQuality: undefined,
      online: undefined,
      onlineAt: undefined,
      onlineNew: false,
      waiting: false,
    };
    devices.set(device.id, fresh);
    return fresh;
  }

  function wait(known: Known): void {
    if (known.waiting) return;
    known.waiting = true;
    waiting.push(known);
  }

  function heard(device: KnownDevice, at: number): Known {
    const known = recall(device);
    if (known.heardAt === undefined || at > known.heardAt) known.heardAt = at;
    // Who speaks is not offline, whatever a will has said that came late.
    if (known.online === false && at > (known.onlineAt ?? at)) setOnline(known, true, at);
    if (at - known.heardWritten >= HEARD_EVERY_MS) wait(known);
    return known;
  }

  function setOnline(known: Known, online: boolean, at: number): void {
    if (known.online === online) return;
    known.online = online;
    known.onlineAt = at;
    known.onlineNew = true;
    wait(known);
  }

  async function flushAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      for (const known of batch) known.waiting = false;
      const updates = batch.map(toUpdate);
      try {
        await write(updates);
        metrics.statusWritten.inc(updates.length);
        failing = false;
      } catch (error) {
        metrics.statusFailed.inc();
        if (!failing) logger.warn({ err: error }, 'what devices say of themselves waits for the database');
        failing = true;
        batch.forEach((known, at) => putBack(known, updates[at]));
        return;
      }
    }
  }

  function putBack(known: Known, update: StatusUpdate | undefined): void {
    known.heardWritten = -Infinity;
    known.batteryNew ||= update?.battery !== undefined;
    known.onlineNew ||= update?.online !== undefined;
    wait(known);
  }

  const flush = (): Promise<void> =>
    (running ??= flushAll().finally(() => {
      running = undefined;
    }));
  const timer = setInterval(() => void flush(), everyMs);

  return {
    note: (speaker, said, at) => {
      // A will is sent on behalf of somebody who is gone.
      if (said?.online !== false || said.device.id !== speaker.id) heard(speaker, at);
      if (said === undefined) return;
      if (said.online === false) {
        setOnline(recall(said.device), false, at);
        return;
      }
      const known = heard(said.device, at);
      if (said.online === true) setOnline(known, true, at);
      if (said.properties === undefined) return;
      for (const { says, value } of said.properties) {
        if (typeof value !== 'number') continue;
        if (says === 'linkquality') known.linkQuality = Math.round(value);
        else if (says.startsWith('bat') && propertyMeaning(says).is === 'battery') setBattery(known, value);
      }
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await running;
      await flush();
    },
  };

  function setBattery(known: Known, value: number): void {
    if (value < 0 || value > 100) return;
    // A fraction of one, as some devices say it.
    const percent = Math.round(value > 0 && value < 1 ? value * 100 : value);
    if (known.battery === percent) return;
    known.battery = percent;
    known.batteryNew = true;
    wait(known);
  }
}

function toUpdate(known: Known): StatusUpdate {
  const update: StatusUpdate = {
    deviceId: known.device.id,
    heardAt: known.heardAt,
    battery: known.batteryNew ? known.battery : undefined,
    linkQuality: inRange(known.linkQuality),
    online: known.onlineNew ? known.online : undefined,
    onlineAt: known.onlineNew ? known.onlineAt : undefined,
    silenceMs: silenceLimit(known.device.kind),
  };
  known.batteryNew = false;
  known.onlineNew = false;
  if (known.heardAt !== undefined) known.heardWritten = known.heardAt;
  return update;
}

/** What PostgreSQL's smallint can hold: one device that talks nonsense must not spoil the batch. */
function inRange(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) <= 32_767 ? value : undefined;
}
