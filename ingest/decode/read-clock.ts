import type { TimeSource } from './reading.ts';

/** CONTRACT: more than 5 min in the future, and the server's time is used. */
export const CLOCK_AHEAD_MS = 5 * 60_000;
/** A clock that was never set stands at 1970 or 2000. Recordings from 2003 on are replayed with their own time. */
const NEVER_SET_BEFORE = Date.UTC(2001, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);
/** RFC 3339: without a zone it is nobody's time. */
const RFC3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)$/;

export interface Clock {
  at: number;
  source: TimeSource;
  ahead: boolean;
  deviceTime: number | undefined;
}

/**
 * Decides which clock counts.
 * @param time the native `time`: RFC 3339 or epoch ms; nonsense (`19:42`, `@0.08s`) is as good as none
 * @param lastSeen Zigbee2MQTT's `last_seen`
 */
export function readClock(time: unknown, lastSeen: unknown, receivedAt: number): Clock {
  const deviceTime = toEpochMs(time);
  const said = deviceTime ?? toEpochMs(lastSeen);
  if (said === undefined) return { at: receivedAt, source: 'server', ahead: false, deviceTime };
  if (said > receivedAt + CLOCK_AHEAD_MS) {
    return { at: receivedAt, source: 'server', ahead: true, deviceTime };
  }
  return { at: said, source: deviceTime === undefined ? 'last_seen' : 'device', ahead: false, deviceTime };
}

function toEpochMs(value: unknown): number | undefined {
  if (typeof value === 'number') return plausible(value);
  if (typeof value !== 'string') return undefined;
  if (/^\d{9,14}(\.\d+)?$/.test(value)) return plausible(Number(value));
  if (!RFC3339.test(value)) return undefined;
  return plausible(Date.parse(value.replace(' ', 'T')));
}

/** Ten-digit numbers are seconds: read as ms they would lie in 1970, where no device of ours was. */
function plausible(ms: number): number | undefined {
  if (ms >= NEVER_SET_BEFORE && ms < LATEST) return Math.floor(ms);
  const fromSeconds = Math.floor(ms * 1000);
  return fromSeconds >= NEVER_SET_BEFORE && fromSeconds < LATEST ? fromSeconds : undefined;
}
