import { sql } from 'kysely';
import type { Alarm } from '../contracts/alarm.ts';
import { deadlinesOf, openedBy, transition } from '../contracts/incident-transition.ts';
import { lockIncident, writeTransition } from './apply-transition.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';

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
        const about = await findIncidentAbout(store, alarm);
        if (about !== undefined) return { incidentId: about, outcome: 'continuing' };
      }
      const opened = await openIncident(store, alarm, now);
      if (opened !== undefined) return { incidentId: opened, outcome: alarm.test ? 'test' : 'opened' };
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

/** The open incident that holds this hazard of this device already: that it goes on is no news to whoever has it. */
async function findIncidentAbout(store: Store, alarm: Alarm): Promise<string | undefined> {
  const row = await store
    .selectFrom('incidents')
    .innerJoin('incident_events', 'incident_events.incident_id', 'incidents.id')
    .select('incidents.id')
    .where('incidents.home_id', '=', alarm.homeId)
    .where('incidents.state', '<>', 'resolved')
    .where('incident_events.device_id', '=', alarm.deviceId)
    .where('incident_events.type', '=', alarm.type)
    .limit(1)
    .executeTakeFirst();
  return row?.id;
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
 * Opens an incident unless the alarm is known or one of its class is open. A self-test is recorded as an incident that is
 * resolved from the start with disposition `test`: people can see it, nobody is called (DOMAIN rule 11).
 */
async function openIncident(store: Store, alarm: Alarm, now: number): Promise<string | undefined> {
  const facts = openedBy(alarm.type, now);
  const deadline = alarm.test ? undefined : deadlinesOf(facts)[0];
  const at = new Date(now);
  const result = await sql<{ id: string }>`
    with opened as (
      insert into incidents (id, home_id, class, device_id, type, priority, state, opened_at, raised_at,
                             resolved_at, disposition, version, updated_at)
      select ${newId()}::uuid, ${alarm.homeId}::uuid, ${classOf(alarm)}, ${alarm.deviceId}::uuid, ${alarm.type},
             ${alarm.priority}::smallint, ${alarm.test ? 'resolved' : 'open'}, ${at}::timestamptz, ${at}::timestamptz,
             ${alarm.test ? at : null}::timestamptz, ${alarm.test ? 'test' : null}, 1, ${at}::timestamptz
      where not exists (select 1 from incident_events where alarm_id = ${alarm.id})
      on conflict do nothing
      returning id
    ), event as (
      insert into incident_events (id, incident_id, type, at, received_at, device_id, alarm_id, test, cause)
      select ${newId()}::uuid, id, ${alarm.type}, ${new Date(alarm.at)}::timestamptz,
             ${new Date(alarm.receivedAt)}::timestamptz, ${alarm.deviceId}::uuid, ${alarm.id}, ${alarm.test}::boolean,
             ${JSON.stringify(alarm.cause)}::jsonb
      from opened
    ), deadline as (
      insert into deadlines (incident_id, kind, due_at)
      select id, ${deadline?.kind ?? 'escalation'}, ${new Date(deadline?.dueAt ?? 0)}::timestamptz
      from opened where ${deadline !== undefined}::boolean
    ), audited as (
      insert into audit (at, actor, action, subject, home_id, detail)
      select ${at}::timestamptz, 'system', ${alarm.test ? 'incident.test_recorded' : 'incident.opened'},
             'incident:' || id, ${alarm.homeId}::uuid, ${JSON.stringify({ alarm: alarm.id, type: alarm.type })}::jsonb
      from opened
    )
    select id from opened`.execute(store);
  return result.rows[0]?.id;
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
    const result = transition(row.facts, { kind: 'alarm', type: alarm.type }, now);
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
