import { LIVE_EVENTS_MAX } from '../contracts/incident.ts';
import { readIncidents } from '../store/read-incidents.ts';
import type { Context } from './context.ts';

/**
 * Tells screens and the other processes of a change that is committed. Never fails: who missed it reconciles, and the
 * caller of what was done must not hear that it was not.
 */
export async function tellChanged(
  { store, incidentChanged, logger }: Pick<Context, 'store' | 'incidentChanged' | 'logger'>,
  incidentId: string,
): Promise<void> {
  try {
    const [incident] = await readIncidents(store, [incidentId], LIVE_EVENTS_MAX);
    if (incident) incidentChanged(incident);
  } catch (error) {
    logger.warn(
      { err: error, incidentId },
      'a change could not be told at once; screens find out by themselves',
    );
  }
}
