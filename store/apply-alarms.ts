import type { Alarm } from '../contracts/alarm.ts';
import { applyAlarm, joinOrKnow, toApplied, type AppliedAlarm } from './apply-alarm.ts';
import { incidentClassOf } from './incident-class.ts';
import { openIncidents, type OpenedIncident } from './open-incidents.ts';
import type { Store } from './open-store.ts';

/** Alarms that join an incident, each in a transaction of its own, worked on at once. */
const JOINS_AT_ONCE = 6;

/**
 * The same as applyAlarm for many alarms: all that open an incident are one statement with one write to disk. Each
 * stands for itself all the same: one that the database refuses keeps no other from being applied.
 * @returns the outcome of each, in their order
 */
export async function applyAlarms(
  store: Store,
  alarms: readonly Alarm[],
  now: number,
): Promise<PromiseSettledResult<AppliedAlarm>[]> {
  const opening = firstOfEach(alarms);
  const opened = await openAll(store, opening, now);
  const tried = new Set(opened === undefined ? [] : opening);
  const results: PromiseSettledResult<AppliedAlarm>[] = [];
  const one = async (alarm: Alarm): Promise<AppliedAlarm> => {
    const incident = opened?.get(alarm.id);
    if (incident !== undefined && tried.has(alarm)) return toApplied(incident);
    const applied = tried.has(alarm) ? await joinOrKnow(store, alarm, now).catch(() => undefined) : undefined;
    return applied ?? applyAlarm(store, alarm, now);
  };
  const left = alarms.entries();
  const work = async (): Promise<void> => {
    for (const [n, alarm] of left) {
      results[n] = await one(alarm).then(
        (value) => ({ status: 'fulfilled', value }),
        (reason: unknown) => ({ status: 'rejected', reason }),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(JOINS_AT_ONCE, alarms.length) }, work));
  return results;
}

/** The first alarm of each home or device; the others join what it opens. */
function firstOfEach(alarms: readonly Alarm[]): Alarm[] {
  const first = new Map<string, Alarm>();
  for (const alarm of alarms) {
    // Whether what goes on is known already is asked for each by itself.
    if (alarm.continuing) continue;
    const kind = incidentClassOf(alarm.priority);
    const key = `${kind} ${kind === 'safety' ? alarm.homeId : alarm.deviceId}`;
    if (!first.has(key)) first.set(key, alarm);
  }
  return [...first.values()];
}

/** Undefined when the database refuses one of them: then each has to be tried by itself. */
async function openAll(
  store: Store,
  alarms: readonly Alarm[],
  now: number,
): Promise<Map<string, OpenedIncident> | undefined> {
  try {
    const opened = await openIncidents(store, alarms, now);
    return new Map(opened.map((one) => [one.alarmId, one]));
  } catch (error) {
    if (alarms.length > 1 && isRefusal(error)) return undefined;
    throw error;
  }
}

/** The database answers, and does not take it: a value it cannot read (22), a broken rule (23), a deadlock (40). */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|23|40)/.test(String(error.code));
}
