import type { Duty } from '../api/shapes.ts';

/** The end of what is running of a roster, epoch ms; undefined when nothing is. The latest where rows overlap. */
export function runningDuty(
  roster: readonly Pick<Duty, 'startsAt' | 'endsAt'>[],
  now: number,
): number | undefined {
  const ends = roster
    .filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= now && now < Date.parse(endsAt))
    .map(({ endsAt }) => Date.parse(endsAt));
  return ends.length === 0 ? undefined : Math.max(...ends);
}
