/** Below this the Date header's own coarseness (1 s) and the way there explain the difference. */
const TOLERATED_MS = 2_000;

/**
 * How far the platform's clock is ahead of this computer's, in ms; 0 when they agree well enough.
 * A dispatcher's PC that is two minutes slow must not show a fresh press as "in the future".
 * @param dateHeader the HTTP `Date` of an answer
 * @param sentAt, receivedAt this computer's clock around the request, epoch ms
 */
export function clockSkew(dateHeader: string | null, sentAt: number, receivedAt: number): number {
  const server = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(server)) return 0;
  const skew = Math.round(server + 500 - (sentAt + receivedAt) / 2);
  return Math.abs(skew) < TOLERATED_MS ? 0 : skew;
}
