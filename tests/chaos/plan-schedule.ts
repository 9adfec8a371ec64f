import { between, pick, seededRandom, type Random } from '../../device-sim/seeded-random.ts';
import { faultKey, NETWORK_FAULTS, type Evil, type Fault } from './fault.ts';
import { LINKS, linkName, STORES, TWINS, type PartName } from './parts.ts';

export interface Schedule {
  seed: number;
  /** ms of load, from the beginning to the end of the quiet time */
  lengthMs: number;
  /** before this nothing happens, and after `quietFrom` nothing more does */
  calmUntil: number;
  quietFrom: number;
  faults: Fault[];
}

export interface ScheduleOptions {
  seed: number;
  minutes: number;
  /** faults at once, at most; default 3 */
  atOnce?: number;
}

const CALM_MS = 10_000;
const QUIET_MS = 60_000;
/** Services are started from their sources: on a machine of two cores that takes a moment. */
const REST_MS = 4_000;
/** With one fault at a time three minutes are too short for everybody. */
const MOST_DEALS = 10;
const MOST_BACK_MS = 240_000;
const MOST_FORWARD_MS = 3_600_000;

type Card = Evil & { forMs: number };

/**
 * Everything that will go wrong, from the seed alone: the same seed and length, the same schedule on any machine.
 * Every kind of fault comes before any comes again, as far as the time suffices: for 3 minutes it does. The last
 * minute (of a shorter run the last third) is quiet.
 */
export function planSchedule(options: ScheduleOptions): Schedule {
  const { seed } = options;
  let schedule = deal(options, seededRandom('chaos', seed));
  // Long pauses can crowd somebody's death out, about once in a thousand: then it is dealt anew.
  for (let again = 1; again <= MOST_DEALS && options.minutes >= 3 && !killsEverybody(schedule); again++) {
    schedule = deal(options, seededRandom('chaos', seed, again));
  }
  return schedule;
}

function deal({ seed, minutes, atOnce = 3 }: ScheduleOptions, random: Random): Schedule {
  const lengthMs = Math.round(minutes * 60_000);
  const quietFrom = lengthMs - Math.min(QUIET_MS, Math.round(lengthMs / 3));
  const calmUntil = Math.min(CALM_MS, Math.round(lengthMs / 10));
  const faults: Fault[] = [];
  let deck = firstDeck(random);
  const freeAt = Array.from({ length: atOnce }, () => calmUntil + between(random, 0, 4_000));
  for (;;) {
    const lane = freeAt.indexOf(Math.min(...freeAt));
    const at = Math.round(freeAt[lane] ?? Infinity);
    if (at >= quietFrom - 1_000) break;
    if (deck.length === 0) deck = shuffle(random, [...musts(random), ...killsAndPauses(random)]);
    const next = deck.findIndex((card) => at + card.forMs <= quietFrom && isFree(card, at, faults));
    const [card] = next < 0 ? [] : deck.splice(next, 1);
    if (card === undefined) {
      // Nothing of what is left fits beside what is going on: a moment later something will.
      freeAt[lane] = at + 500;
      continue;
    }
    faults.push({ ...card, at });
    freeAt[lane] = at + card.forMs + between(random, 500, 3_000);
  }
  faults.sort((a, b) => a.at - b.at);
  return { seed, lengthMs, calmUntil, quietFrom, faults };
}

function killsEverybody({ faults }: Schedule): boolean {
  const deaths = faults.filter(({ kind }) => kind === 'kill' || kind === 'kill_both');
  const dead = new Set(deaths.flatMap(faultKey).map((name) => name.replace(/-\d$/, '')));
  return [...TWINS, 'watchdog', ...STORES].every((name) => dead.has(name));
}

/** One of each kind first, so that no length of pauses can crowd one out. */
function firstDeck(random: Random): Card[] {
  return [...shuffle(random, musts(random)), ...shuffle(random, killsAndPauses(random))];
}

function musts(random: Random): Card[] {
  const both = pick(random, TWINS);
  return [
    { kind: 'kill', part: pick(random, STORES), forMs: downFor(random) },
    { kind: 'kill_both', service: both, forMs: downFor(random) },
    { kind: 'pause', part: pick(random, STORES), forMs: pausedFor(random) },
    ...NETWORK_FAULTS.map((kind) => ({
      kind,
      link: linkName(pick(random, LINKS)),
      forMs: ms(random, 3_000, 12_000),
      ...(kind === 'delay' && { delayMs: ms(random, 20, 1_500) }),
    })),
    // The balancer's links carry every device: one fault of theirs is certain, whatever the dice say.
    {
      kind: pick(
        random,
        NETWORK_FAULTS.filter((kind) => kind !== 'delay'),
      ),
      link: linkName(pick(random, LINKS.slice(0, 2))),
      forMs: ms(random, 3_000, 10_000),
    },
    { kind: 'disk_full', forMs: ms(random, 3_000, 12_000) },
    { kind: 'clock_step', byMs: stepBy(random), forMs: ms(random, 4_000, 15_000) },
  ];
}

/** Each service and each store dies, and freezes. */
function killsAndPauses(random: Random): Card[] {
  const one = (twin: string): PartName => `${twin}-${random() < 0.5 ? 1 : 2}` as PartName;
  const targets = (): PartName[] => [...TWINS.map(one), 'watchdog', ...STORES];
  return [
    ...targets().map((part): Card => ({ kind: 'kill', part, forMs: downFor(random) })),
    ...targets().map((part): Card => ({ kind: 'pause', part, forMs: pausedFor(random) })),
    ...TWINS.map((service): Card => ({ kind: 'kill_both', service, forMs: downFor(random) })),
  ];
}

const ms = (random: Random, from: number, to: number): number => Math.round(between(random, from, to));

/** Most supervisors are quick; a machine that starts anew is not. */
const downFor = (random: Random): number => ms(random, 200, random() < 0.8 ? 3_000 : 10_000);

/** Up to half a minute; mostly shorter, or a run would be nothing but waiting. */
const pausedFor = (random: Random): number => Math.round(2_000 + 28_000 * random() ** 3);

/**
 * A little, or as much as somebody sets a clock wrong. Back at most 4 minutes: a device whose time is more than 5
 * minutes ahead of ours is taken to be wrong itself (CONTRACT), and its press cannot be told by its time any more.
 */
function stepBy(random: Random): number {
  const most = random() < 0.5 ? 5_000 : random() < 0.5 ? MOST_FORWARD_MS : MOST_BACK_MS;
  const sign = most === MOST_FORWARD_MS ? 1 : most === MOST_BACK_MS || random() < 0.5 ? -1 : 1;
  return sign * ms(random, 500, most);
}

function isFree(card: Card, at: number, faults: readonly Fault[]): boolean {
  const keys = faultKey(card);
  return faults.every(
    (fault) => fault.at + fault.forMs + REST_MS <= at || !faultKey(fault).some((key) => keys.includes(key)),
  );
}

function shuffle<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
