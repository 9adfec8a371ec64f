import type { Message } from './spoken.ts';

/** CONTRACT: `time` more than 5 min in the future, and the server's time is used. */
const CLOCK_AHEAD_MS = 5 * 60_000;
/** A clock that stands before this was never set (1970, 2000): it says nothing, and the server's time is used. */
const NEVER_SET_BEFORE = Date.UTC(2001, 0, 1);

/**
 * Under which time a message may stand on the platform: its own, or where its clock cannot be right, that of its
 * arrival, which lies between its leaving and its acknowledgement.
 * @param skewMs by how much the clocks of simulator and platform may differ
 */
export function acceptedTime(
  { time, leftAt, acknowledgedAt = Infinity }: Message,
  skewMs: number,
): { own: boolean; arrival: { from: number; to: number } | undefined } {
  if (time < NEVER_SET_BEFORE) return { own: false, arrival: window(leftAt, acknowledgedAt, skewMs) };
  const surelyAhead = time > acknowledgedAt + CLOCK_AHEAD_MS + skewMs;
  const maybeAhead = time > leftAt + CLOCK_AHEAD_MS - skewMs;
  return { own: !surelyAhead, arrival: maybeAhead ? window(leftAt, acknowledgedAt, skewMs) : undefined };
}

/** Whether a message may stand on the platform under this time. */
export function acceptsTime(message: Message, at: number, skewMs: number): boolean {
  const { own, arrival } = acceptedTime(message, skewMs);
  if (own && at === message.time) return true;
  return arrival !== undefined && at >= arrival.from && at <= arrival.to;
}

function window(leftAt: number, acknowledgedAt: number, skewMs: number): { from: number; to: number } {
  return { from: leftAt - skewMs, to: acknowledgedAt + skewMs };
}
