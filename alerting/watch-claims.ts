import type { OldClaim } from '../store/notifications.ts';

/** Longer than any attempt takes (channels/guard-sender.ts), ms. */
const SEEN_MS = 12_000;

/**
 * Tells a worker that has died from a clock that was set: to whom everything looks an hour old. Only a claim that this
 * process has itself seen unchanged for longer than any attempt takes is given up.
 * @param monotonic ms that only ever go forward
 * @returns of the claims that the clock calls old, those whose worker has died
 */
export function createClaimWatch(
  monotonic: () => number = () => performance.now(),
): (old: readonly OldClaim[]) => OldClaim[] {
  let seen = new Map<string, number>();
  return (old) => {
    const now = monotonic();
    seen = new Map(old.map((claim) => [keyOf(claim), seen.get(keyOf(claim)) ?? now]));
    return old.filter((claim) => now - (seen.get(keyOf(claim)) ?? now) >= SEEN_MS);
  };
}

function keyOf({ id, attempts }: OldClaim): string {
  return `${id} ${attempts}`;
}
