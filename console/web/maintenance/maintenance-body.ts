import type { Fields } from '../form/fields-of.ts';

const HOUR_MS = 3_600_000;
/** The ends that are one choice; anything else is written out. */
export const ENDS = {
  hour: HOUR_MS,
  fourHours: 4 * HOUR_MS,
  // A test lasts 24 hours at most by the platform's clock, and this one may be a second or two ahead of it.
  day: 24 * HOUR_MS - 60_000,
} as const;

/**
 * A test or maintenance as the API takes it, from the fields of the form: always with an end and a reason
 * (DOMAIN rule 11). It is for the smallest that is chosen: a device, a home, an area. `begins` and `chosen` are dates
 * and times of this computer's zone; without `begins` it starts now.
 * @param now epoch ms by the platform's clock
 */
export function maintenanceBody(
  { device, home, areaId, mode, reason, begins, until = 'hour', chosen = '' }: Fields,
  now: number,
): object {
  const start = begins === undefined ? now : Date.parse(begins);
  const end = until in ENDS ? start + ENDS[until as keyof typeof ENDS] : Date.parse(chosen);
  return {
    ...placeOf({ device, home, areaId }),
    mode,
    reason,
    ...(begins !== undefined && { startsAt: new Date(start).toISOString() }),
    endsAt: new Date(end).toISOString(),
  };
}

function placeOf({ device, home, areaId }: Fields): object {
  if (device !== undefined) return { scope: 'device', scopeId: device };
  if (home !== undefined) return { scope: 'home', scopeId: home };
  return { scope: 'area', scopeId: areaId };
}
