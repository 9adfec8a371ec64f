import { sql } from 'kysely';
import type { Alarm } from '../contracts/alarm.ts';
import { transition } from '../contracts/incident-transition.ts';
import { writeTransition } from './apply-transition.ts';
import { incidentClassOf } from './incident-class.ts';
import { lockIncident } from './lock-incident.ts';
import { openIncidents, type OpenedIncident } from './open-incidents.ts';
import type { Store } from './open-store.ts';
import { runningMaintenance } from './running-maintenance.ts';

export type AppliedAlarm = {
  incidentId: string;
  outcome: 'opened' | 'joined' | 'known' | 'continuing' | 'test';
  /** of an incident that it has opened: all that people and devices are told */
  opened?: OpenedIncident;
};

/**
 * Turns an alarm into an incident, or an event of the one that is open, in one transaction with the
 * deadline and audit rows. Idempotent by `alarm.id`: handed over twice, it is one event.
 * @param now epoch ms of this handling
 */
export async function applyAlarm(store: Store, alarm: Alarm, now: number): Promise<AppliedAlarm> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      if (alarm.continuing) {
        const about = await findIncidentAbout(store, alarm, now);
        if (about !== undefined) return { incidentId: about, outcome: 'continuing' };
      }
      const [opened] = await openIncidents(store, [alarm], now);
      if (opened !== undefined) return toApplied(opened);
      const applied = await joinOrKnow(store, alarm, now);
      if (applied !== undefined) return applied;
      // The open incident was resolved between the two statements: the next round opens a new one.
    } catch (error) {
      // Another worker has just written the same alarm: the next round finds it.
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw new Error(
    `alarm ${alarm.id} of home ${alarm.homeId} could not be applied: its incident keeps changing`,
  );
}

/** What became of an alarm whose incident was there already; undefined when there is none any more. */
export async function joinOrKnow(store: Store, alarm: Alarm, now: number): Promise<AppliedAlarm | undefined> {
  const known = await findAlarm(store, alarm.id);
  if (known !== undefined) return { incidentId: known, outcome: 'known' };
  const joined = await joinIncident(store, alarm, now);
  return joined === undefined ? undefined : { incidentId: joined, outcome: 'joined' };
}

export function toApplied(opened: OpenedIncident): AppliedAlarm {
  const { incident, test } = opened;
  return { incidentId: incident.id, outcome: test ? 'test' : 'opened', opened };
}

/**
 * The incident that holds this hazard of this device already: that it goes on is no news to whoever has it. In test
 * mode it is the test that was recorded in this very mode; what goes on after its end is a real one.
 */
async function findIncidentAbout(store: Store, alarm: Alarm, now: number): Promise<string | undefined> {
  const result = await sql<{ id: string }>`
    with mode as (${runningMaintenance(alarm, new Date(now))})
    select i.id
    from incidents i join incident_events e on e.incident_id = i.id
    where i.home_id = ${alarm.homeId}::uuid and e.device_id = ${alarm.deviceId}::uuid and e.type = ${alarm.type}
      and (i.state <> 'resolved' or i.maintenance_id = (select id from mode where mode = 'test'))
    limit 1`.execute(store);
  return result.rows[0]?.id;
}

async function findAlarm(store: Store, alarmId: string): Promise<string | undefined> {
  const row = await store
    .selectFrom('incident_events')
    .select('incident_id')
    .where('alarm_id', '=', alarmId)
    .executeTakeFirst();
  return row?.incident_id;
}

async function joinIncident(store: Store, alarm: Alarm, now: number): Promise<string | undefined> {
  return store.transaction().execute(async (trx) => {
    const row = await lockIncident(trx, (incidents) => {
      const open = incidents
        .where('state', '<>', 'resolved')
        .where('class', '=', incidentClassOf(alarm.priority));
      return incidentClassOf(alarm.priority) === 'safety'
        ? open.where('home_id', '=', alarm.homeId)
        : open.where('device_id', '=', alarm.deviceId);
    });
    if (row === undefined) return undefined;
    const modes = await runningMaintenance(alarm, new Date(now)).execute(trx);
    const underMaintenance = modes.rows.length > 0;
    const result = transition(row.facts, { kind: 'alarm', type: alarm.type, underMaintenance }, now);
    if (!result.ok) return undefined;
    await writeTransition(trx, row, result.facts, now, {
      event: {
        type: alarm.type,
        at: new Date(alarm.at),
        receivedAt: new Date(alarm.receivedAt),
        deviceId: alarm.deviceId,
        alarmId: alarm.id,
        test: alarm.test,
        cause: alarm.cause,
      },
      audit: {
        actor: 'system',
        action: 'incident.alarm_joined',
        detail: { alarm: alarm.id, type: alarm.type },
      },
    });
    return row.id;
  });
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
