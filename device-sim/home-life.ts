import { DateTime } from 'luxon';
import type { DeviceKind } from '../contracts/device.ts';
import { dayPlan, type Stay } from './day-plan.ts';
import { ROOMS } from './home-plan.ts';
import { between, seededRandom } from './seeded-random.ts';

/** What the life of a home needs to know of one of its devices. */
export interface LivingDevice {
  key: string;
  kind: DeviceKind;
  room?: string | undefined;
}

export interface LivingHome {
  seed: string;
  timezone: string;
  devices: readonly LivingDevice[];
}

/** One thing a device says. `properties` are Zigbee2MQTT's, without `time` and `seq`. */
export interface LifeEvent {
  /** epoch ms */
  at: number;
  key: string;
  cause: 'movement' | 'door' | 'heartbeat';
  properties: Record<string, boolean | number>;
}

const MINUTE = 60_000;
/** An infrared sensor is blind for a minute after it has spoken. */
const BLIND_MS = MINUTE;
/** `occupancy: false` after this long without a movement. */
const CLEAR_AFTER_MS = 90_000;
/** Heartbeats: one per slot of 45 min, up to 15 min into it, so 30 to 60 min apart whatever the day. */
const SLOT_MS = 45 * MINUTE;
const JITTER_MS = 15 * MINUTE;

/**
 * Everything a home says from `from` (inclusive) to `to` (exclusive), epoch ms, in order. Pure: the same home and
 * time give the same events, so a simulator that starts anew goes on with the same life.
 */
export function homeLife(home: LivingHome, from: number, to: number): LifeEvent[] {
  const events: LifeEvent[] = [];
  let day = DateTime.fromMillis(from, { zone: home.timezone }).startOf('day');
  while (day.toMillis() < to) {
    const next = day.plus({ days: 1 }).startOf('day');
    const all = lifeOfDay(home, day.toISODate() ?? '', day.toMillis(), next.toMillis());
    events.push(...all.filter(({ at }) => at >= from && at < to));
    day = next;
  }
  return events;
}

function lifeOfDay(home: LivingHome, date: string, start: number, end: number): LifeEvent[] {
  const stays = livedIn(home, dayPlan(home.seed, date));
  const said = [...motions(home, stays, date, start, end), ...doors(home, stays, date, start, end)];
  for (const device of home.devices) said.push(...heartbeats(home, device, start, end));
  said.sort((a, b) => a.at - b.at);
  return withCurrentState(said);
}

/** In a flat without a living room the day is spent in the bedroom: nobody sits for hours where no sensor looks. */
function livedIn(home: LivingHome, stays: Stay[]): Stay[] {
  if (home.devices.some(({ room }) => room === ROOMS.living)) return stays;
  return stays.map((stay) => (stay.where === ROOMS.living ? { ...stay, where: ROOMS.bedroom } : stay));
}

function motions(home: LivingHome, stays: Stay[], date: string, start: number, end: number): LifeEvent[] {
  const events: LifeEvent[] = [];
  for (const { key, kind, room } of home.devices) {
    if (kind !== 'motion' && kind !== 'presence') continue;
    const random = seededRandom(home.seed, date, key, 'motion');
    const seen: number[] = [];
    let last = -Infinity;
    for (const { from, to, where, liveliness } of stays) {
      if (where !== room) continue;
      for (let minute = from; minute < to; minute++) {
        // Coming in is always seen.
        if (minute > from && random() >= liveliness) continue;
        const at = Math.round(start + (minute + Math.min(random(), to - minute)) * MINUTE);
        // What would reach into the next day is left to it, so that days can be told one by one.
        if (at - last < BLIND_MS || at + CLEAR_AFTER_MS + BLIND_MS > end) continue;
        seen.push(at);
        last = at;
      }
    }
    for (const [n, at] of seen.entries()) {
      events.push({ at, key, cause: 'movement', properties: { occupancy: true } });
      const clear = at + CLEAR_AFTER_MS;
      if ((seen[n + 1] ?? Infinity) - clear >= BLIND_MS) {
        events.push({ at: clear, key, cause: 'movement', properties: { occupancy: false } });
      }
    }
  }
  return events;
}

/** The front door opens for a few seconds at every leaving and coming. */
function doors(home: LivingHome, stays: Stay[], date: string, start: number, end: number): LifeEvent[] {
  const door = home.devices.find(({ kind, room }) => kind === 'door' && room === ROOMS.hall);
  if (door === undefined) return [];
  const random = seededRandom(home.seed, date, door.key, 'door');
  return stays
    .filter(({ where }) => where === 'outside')
    .flatMap(({ from, to }) => [from, to])
    .flatMap((minute) => {
      const opened = Math.round(start + minute * MINUTE);
      const closed = Math.round(opened + between(random, 6_000, 25_000));
      if (closed >= end) return [];
      return [
        { at: opened, key: door.key, cause: 'door' as const, properties: { contact: false } },
        { at: closed, key: door.key, cause: 'door' as const, properties: { contact: true } },
      ];
    });
}

function heartbeats(home: LivingHome, device: LivingDevice, start: number, end: number): LifeEvent[] {
  const events: LifeEvent[] = [];
  for (let slot = Math.floor(start / SLOT_MS) - 1; slot * SLOT_MS < end; slot++) {
    const random = seededRandom(home.seed, device.key, slot);
    const at = Math.round(slot * SLOT_MS + random() * JITTER_MS);
    if (at < start || at >= end) continue;
    events.push({
      at,
      key: device.key,
      cause: 'heartbeat',
      properties: {
        ...RESTING[device.kind],
        ...(device.kind !== 'gateway' && { battery: batteryAt(home, device, at), battery_low: false }),
        linkquality: Math.round(between(random, 60, 180)),
        temperature: temperatureAt(at, random()),
      },
    });
  }
  return events;
}

const RESTING: Partial<Record<DeviceKind, Record<string, boolean>>> = {
  door: { contact: true },
  motion: { occupancy: false },
  presence: { occupancy: false },
  smoke: { smoke: false, tamper: false },
  fall: { fall: false },
  gas: { gas: false },
  water: { water_leak: false },
};

/** A battery falls from 100 to 30 % in about two years; then somebody has put in a new one. */
function batteryAt(home: LivingHome, device: LivingDevice, at: number): number {
  const life = 700 * 24 * 60 * MINUTE;
  const offset = seededRandom(home.seed, device.key, 'battery')() * life;
  return Math.round(100 - 70 * (((at + offset) % life) / life));
}

function temperatureAt(at: number, noise: number): number {
  const warmest = Math.sin(((at / 3_600_000 - 1) / 24) * 2 * Math.PI);
  return Math.round((20.5 + 1.5 * warmest + noise) * 10) / 10;
}

/** A heartbeat repeats what the device last said: a door that stands open is not closed by it. */
function withCurrentState(events: LifeEvent[]): LifeEvent[] {
  const current = new Map<string, LifeEvent['properties']>();
  return events.map((event) => {
    if (event.cause !== 'heartbeat') {
      current.set(event.key, event.properties);
      return event;
    }
    return { ...event, properties: { ...event.properties, ...current.get(event.key) } };
  });
}
