import type { Health } from '../contracts/health.ts';

/**
 * What the watchdog says of itself. It is never `down` as long as it answers: whether alarms get through is the
 * console's to say, this process only tells people when nobody else can.
 */
export function composeHealth({
  ways,
  failing,
  canarySilent,
}: {
  /** ways of reaching platform contacts, and how many of them failed the last time */
  ways: number;
  failing: number;
  canarySilent: boolean;
}): Health {
  const own: Health['parts'][number] =
    ways === 0
      ? {
          name: 'watchdog',
          state: 'degraded',
          code: 'no_contacts',
          reason: 'PLATFORM_CONTACTS is not set: nobody is told when alarms do not get through',
        }
      : failing > 0
        ? {
            name: 'watchdog',
            state: 'degraded',
            code: 'contact_unreachable',
            reason: `${failing} of ${ways} ways of reaching the platform contacts failed the last time`,
          }
        : { name: 'watchdog', state: 'ok' };
  const canary: Health['parts'][number] = canarySilent
    ? {
        name: 'canary',
        state: 'down',
        code: 'canary_silent',
        reason: 'no press of the canary is known to have got through lately',
      }
    : { name: 'canary', state: 'ok' };
  const parts = [own, canary];
  return { state: parts.every(({ state }) => state === 'ok') ? 'ok' : 'degraded', parts };
}
