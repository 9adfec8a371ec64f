import { sql } from 'kysely';
import type { Alarm } from '../contracts/alarm.ts';
import { transition } from '../contracts/incident-transition.ts';
import { writeTransition } from './apply-transition.ts';
import { lockIncident } from './lock-incident.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { runningMaintenance } from './running-maintenance.ts';

export type AppliedAlarm = {
  incidentId: string;
  outcome: 'opened' | 'joined' | 'known' | 'continuing' | 'test';
};

/**
 * Turns an alarm into an incident, or an event of the one that is open, in one transaction with the
 * deadline and audit rows. Idempotent by `alarm.id`: handed over twice, it is one event.
 *
 * The opening is one statement, because after a power cut it is what happens ten thousand times in ten seconds.
 * @param now epoch ms of this handling
 */
export async function applyAlarm(store: Store, alarm: Alarm, now: number): Promise<AppliedAlarm> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      if (alarm.continuing) {
        const about = await findIncidentAbout(store, alarm, now);
        if (about !== undefined) return { incidentId: about, outcome: 'continuing' };
      }
      const opened = await openIncident(store, alarm, now);
      if (opened !== undefined) return opened;
      const known = await findAlarm(store, alarm.id);
      if (known !== undefined) return { incidentId: known, outcome: 'known' };
      const joined = await joinIncident(store, alarm, now);
      if (joined !== undefined) return { incidentId: joined, outcome: 'joined' };
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

/**
 * Opens an incident unless the alarm is known or one of its class is open. A self-test, or whatever is said in test
 * mode, is recorded as an incident that is resolved from the start with disposition `test`: people can see it, nobody
 * is called (DOMAIN rule 11). Under maintenance it is opened, and all but life safety waits for the end of it.
 *
 * Its deadline is now: calling begins at once (contracts/incident-transition.ts, `deadlineAfter`).
 */
async function openIncident(store: Store, alarm: Alarm, now: number): Promise<AppliedAlarm | undefined> {
  const at = new Date(now);
  const result = await sql<{ id: string; test: boolean }>`
    with mode as (${runningMaintenance(alarm, at)}), judged as (
      select ${alarm.test}::boolean or coalesce((select mode = 'test' from mode), false) as test
    ), opened as (
      insert into incidents (id, home_id, class, device_id, type, priority, state, opened_at, raised_at,
                             resolved_at, disposition, version, updated_at, maintenance_id)
      select ${newId()}::uuid, ${alarm.homeId}::uuid, ${classOf(alarm)}, ${alarm.deviceId}::uuid, ${alarm.type},
             ${alarm.priority}::smallint, case when test then 'resolved' else 'open' end, ${at}::timestamptz,
             ${at}::timestamptz, case when test then ${at}::timestamptz end, case when test then 'test' end, 1,
             ${at}::timestamptz, case when not ${alarm.test}::boolean then (select id from mode) end
      from judged
      where not exists (select 1 from incident_events where alarm_id = ${alarm.id})
      on conflict do nothing
      returning id, state = 'resolved' as test
    ), event as (
      insert into incident_events (id, incident_id, type, at, received_at, device_id, alarm_id, test, cause)
      select ${newId()}::uuid, id, ${alarm.type}, ${new Date(alarm.at)}::timestamptz,
             ${new Date(alarm.receivedAt)}::timestamptz, ${alarm.deviceId}::uuid, ${alarm.id}, test,
             ${JSON.stringify(alarm.cause)}::jsonb
      from opened
    ), deadline as (
      insert into deadlines (incident_id, kind, step, due_at, set_at)
      select id, 'escalation', 0,
             case when ${alarm.priority}::smallint = 1 then ${at}::timestamptz
                  else coalesce((select ends_at from mode), ${at}::timestamptz) end, ${at}::timestamptz
      from opened where not test
    ), commanded as (
      insert into device_commands (id, target_id, device_id, incident_id, stage, created_at)
      select ${newId()}::uuid, case when d.secret_hash is null then d.gateway_id else d.id end, d.id, opened.id,
             'received', ${at}::timestamptz
      from opened join devices d on d.id = ${alarm.deviceId}::uuid
      where ${classOf(alarm) === 'safety'}::boolean and not test
        and (d.secret_hash is not null or d.gateway_id is not null)
    ), audited as (
      insert into audit (at, actor, action, subject, home_id, detail)
      select ${at}::timestamptz, 'system',
             case when test then 'incident.test_recorded' else 'incident.opened' end,
             'incident:' || id, ${alarm.homeId}::uuid, ${JSON.stringify({ alarm: alarm.id, type: alarm.type })}::jsonb
      from opened
    )
    select id, test from opened`.execute(store);
  const row = result.rows[0];
  return row && { incidentId: row.id, outcome: row.test ? 'test' : 'opened' };
}

async function joinIncident(store: Store, alarm: Alarm, now: number): Promise<string | undefined> {
  return store.transaction().execute(async (trx) => {
    const row = await lockIncident(trx, (incidents) => {
      const open = incidents.where('state', '<>', 'resolved').where('class', '=', classOf(alarm));
      return classOf(alarm) === 'safety'
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

function classOf(alarm: Alarm): 'safety' | 'technical' {
  return alarm.priority === 3 ? 'technical' : 'safety';
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
