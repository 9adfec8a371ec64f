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
 * (DOMAIN rule 11). `device` is empty for the whole home; `chosen` is a date and time of this computer's zone.
 * @param now epoch ms by the platform's clock
 */
export function maintenanceBody(
  { device, mode, reason, until = 'hour', chosen = '' }: Partial<Record<string, string>>,
  homeId: string,
  now: number,
): object {
  const end = until in ENDS ? now + ENDS[until as keyof typeof ENDS] : Date.parse(chosen);
  return {
    ...(device === undefined ? { scope: 'home', scopeId: homeId } : { scope: 'device', scopeId: device }),
    mode,
    reason,
    endsAt: new Date(end).toISOString(),
  };
}
