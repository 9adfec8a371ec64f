import type { Platform } from '../../../contracts/live.ts';

export type PlatformWord = 'unknown' | 'ok' | 'degraded' | 'spooled' | 'alarms_down';

/** Without any of these no alarm gets through. The archive of readings is not among them. */
const NEEDED_FOR_ALARMS = ['broker', 'ingest', 'alerting', 'redis', 'postgres'];

/** The one thing to say about the platform's health, the worst first. */
export function summarisePlatform(platform: Platform | undefined): PlatformWord {
  if (!platform) return 'unknown';
  const broken = platform.parts.some(
    (part) => part.state === 'down' && NEEDED_FOR_ALARMS.includes(part.name),
  );
  if (broken) return 'alarms_down';
  if ((platform.spooledReadings ?? 0) > 0) return 'spooled';
  if (platform.state === 'ok') return 'ok';
  return platform.state === 'down' ? 'alarms_down' : 'degraded';
}
