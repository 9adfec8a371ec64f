import { between, seededRandom } from './seeded-random.ts';

/** A stay without connection, epoch ms. `resends`: it begins in the middle of a message, whose PUBACK is never heard. */
export interface Outage {
  from: number;
  to: number;
  resends: boolean;
}

/** How a device's clock goes. `behind`, `ahead`: by so many ms. `never`: it counts from a year in which nobody set it. */
export type DeviceClock =
  { kind: 'right' } | { kind: 'behind' | 'ahead'; byMs: number } | { kind: 'never'; from: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** At most one outage in each of these, so that any stretch of time can be told by itself. */
const SLOT_MS = 6 * MINUTE;
const LONGEST_MS = 90_000;
/** Counting from 1970 in ms for longer than this would read as seconds of a later year. */
const WRAP_MS = 10 * DAY;
const RIGHT: DeviceClock = { kind: 'right' };

/**
 * Whether a home is one of those that have it hard: bad signal, wrong clocks, a battery that runs down. The same homes
 * for ever for one share.
 * @param share of all homes, 0 to 1
 */
export function isTroubled(seed: string, share: number): boolean {
  return seededRandom(seed, 'troubled')() < share;
}

/** When a troubled home has no connection between `from` and `to`, epoch ms. Pure: any stretch tells the same. */
export function outages(seed: string, from: number, to: number): Outage[] {
  const all: Outage[] = [];
  for (let slot = Math.floor(from / SLOT_MS); slot * SLOT_MS < to; slot++) {
    const random = seededRandom(seed, 'outage', slot);
    if (random() < 0.3) continue;
    const at = Math.round(slot * SLOT_MS + between(random, 0, SLOT_MS - LONGEST_MS));
    const outage = {
      from: at,
      to: Math.round(at + between(random, 2_000, LONGEST_MS)),
      resends: random() < 0.5,
    };
    if (outage.from >= from && outage.from < to) all.push(outage);
  }
  return all;
}

/** The clock of one device of a troubled home: half of them are right. */
export function clockOf(seed: string, key: string): DeviceClock {
  const random = seededRandom(seed, key, 'clock');
  const which = random();
  if (which < 0.5) return RIGHT;
  if (which < 0.7) return { kind: 'behind', byMs: Math.round(between(random, HOUR, 9 * HOUR)) };
  if (which < 0.8) return { kind: 'ahead', byMs: Math.round(between(random, 10 * MINUTE, 2 * DAY)) };
  return { kind: 'never', from: which < 0.9 ? 0 : Date.UTC(2000, 0, 1) };
}

/** What a device's clock shows at `at`, epoch ms. */
export function shownBy(clock: DeviceClock, at: number): number {
  switch (clock.kind) {
    case 'right':
      return at;
    case 'behind':
      return at - clock.byMs;
    case 'ahead':
      return at + clock.byMs;
    case 'never':
      // Since the battery was put in.
      return clock.from + (at % WRAP_MS);
  }
}

/** Below this a device says `battery_low`. */
const LOW_AT = 10;
const BATTERY_LIFE_MS = 4 * DAY;

/**
 * The battery of a device of a troubled home, in %: a third of them run down in four days; then somebody has put in a
 * new one. undefined: it has a good one.
 */
export function weakBatteryAt(
  seed: string,
  key: string,
  at: number,
): { battery: number; low: boolean } | undefined {
  const random = seededRandom(seed, key, 'weak battery');
  if (random() >= 1 / 3) return undefined;
  const age = (at + random() * BATTERY_LIFE_MS) % BATTERY_LIFE_MS;
  const battery = Math.max(1, Math.round(100 * (1 - age / BATTERY_LIFE_MS)));
  return { battery, low: battery <= LOW_AT };
}
