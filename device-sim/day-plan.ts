import { ROOMS, type Room } from './home-plan.ts';
import { between, pick, seededRandom, type Random } from './seeded-random.ts';

/** Where the resident is, in minutes of the local day. Stays follow each other without a gap from 0 to the end of the day. */
export interface Stay {
  from: number;
  to: number;
  where: Room | 'outside';
  /** chance of a movement per minute */
  liveliness: number;
}

const ASLEEP = 0.004;
const LIVELY: Record<Room, number> = { 卧室: 0.25, 客厅: 0.2, 厨房: 0.6, 卫生间: 0.5, 玄关: 0.5 };

/** What one person does on one day: the same for the same seed and date. */
export function dayPlan(seed: string, date: string): Stay[] {
  const random = seededRandom(seed, date, 'day');
  const stays: Stay[] = [];
  let at = 0;
  const stay = (where: Stay['where'], minutes: number, liveliness?: number): void => {
    const from = at;
    at += Math.max(2, minutes);
    stays.push({ from, to: at, where, liveliness: liveliness ?? (where === 'outside' ? 0 : LIVELY[where]) });
  };

  // The night, with one to three ways to the bathroom.
  const rises = between(random, 5 * 60 + 20, 7 * 60);
  const visits = 1 + Math.floor(random() * 2.4);
  for (let n = 1; n <= visits; n++) {
    stay(ROOMS.bedroom, (rises * n) / (visits + 1) - at + between(random, -25, 25), ASLEEP);
    stay(ROOMS.bathroom, between(random, 4, 9));
  }
  stay(ROOMS.bedroom, rises - at, ASLEEP);

  // The day: wash, eat, go out or stay, until bedtime.
  const bedtime = between(random, 20 * 60 + 30, 22 * 60 + 15);
  stay(ROOMS.bathroom, between(random, 8, 20));
  stay(ROOMS.kitchen, between(random, 20, 45));
  if (random() < 0.75) goOut(stay, random, between(random, 35, 150));
  while (at < 11 * 60) around(stay, random);
  stay(ROOMS.kitchen, between(random, 30, 60));
  // Midday rest
  stay(ROOMS.bedroom, between(random, 40, 90), 0.02);
  if (random() < 0.5) goOut(stay, random, between(random, 30, 120));
  while (at < 17 * 60) around(stay, random);
  stay(ROOMS.kitchen, between(random, 30, 55));
  while (at < bedtime - 20) around(stay, random);
  stay(ROOMS.bathroom, between(random, 8, 18));
  stay(ROOMS.bedroom, between(random, 4, 10));
  // Asleep to the end of the day and, where clocks are put back, an hour longer.
  stay(ROOMS.bedroom, 26 * 60 - at, ASLEEP);
  return stays;
}

type AddStay = (where: Stay['where'], minutes: number) => void;

function goOut(stay: AddStay, random: Random, minutes: number): void {
  stay(ROOMS.hall, between(random, 2, 5));
  stay('outside', minutes);
  stay(ROOMS.hall, between(random, 2, 4));
}

function around(stay: AddStay, random: Random): void {
  const where = pick(random, [ROOMS.living, ROOMS.living, ROOMS.living, ROOMS.kitchen, ROOMS.bathroom]);
  const minutes = {
    客厅: between(random, 25, 80),
    厨房: between(random, 5, 20),
    卫生间: between(random, 4, 9),
  };
  stay(where, minutes[where]);
}
