import { sql } from 'kysely';
import type { Alarm } from '../contracts/alarm.ts';
import type { Incident } from '../contracts/incident.ts';
import { incidentClassOf } from './incident-class.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { prepared } from './prepare-marked.ts';
import { toIncident } from './read-incidents.ts';
import { runningMaintenance } from './running-maintenance.ts';

/** An incident that an alarm has just opened. */
export interface OpenedIncident {
  alarmId: string;
  incident: Incident;
  /** recorded as a test: resolved from the start */
  test: boolean;
  /** the device or gateway for which a command waits now */
  targetId: string | undefined;
}

interface Row {
  n: number;
  test: boolean;
  area_id: string;
  area_name: string;
  address: string;
  residents: string[] | null;
  room: string | null;
  due_at: Date | null;
  maintenance: Incident['maintenance'] | null;
  target_id: string | null;
}

/**
 * Opens an incident for each of these alarms, unless the alarm is known or one of its class is open: incident, event,
 * deadline, command and audit row of all of them in one statement, because after a power cut it is what happens ten
 * thousand times in ten seconds. The read models are put together by the same statement, so that nobody has to ask
 * again for what has just been written.
 *
 * A self-test, or whatever is said in test mode, is recorded as an incident that is resolved from the start with
 * disposition `test`: people can see it, nobody is called (DOMAIN rule 11). Under maintenance it is opened, and all
 * but life safety waits for the end of it. A deadline is now: calling begins at once
 * (contracts/incident-transition.ts, `deadlineAfter`).
 * @param alarms at most one for each home (life safety, urgent) or device (technical)
 * @param now epoch ms of this handling
 * @returns the incidents opened; an alarm without one is known, or has to join
 * @throws what the database throws; then nothing is written of any of them
 */
export async function openIncidents(
  store: Store,
  alarms: readonly Alarm[],
  now: number,
): Promise<OpenedIncident[]> {
  if (alarms.length === 0) return [];
  const at = new Date(now);
  const said = alarms.map((alarm, n) => ({
    n,
    alarm_id: alarm.id,
    home_id: alarm.homeId,
    device_id: alarm.deviceId,
    class: incidentClassOf(alarm.priority),
    type: alarm.type,
    priority: alarm.priority,
    self_test: alarm.test,
    at: new Date(alarm.at),
    received_at: new Date(alarm.receivedAt),
    cause: alarm.cause,
    id: newId(),
    event_id: newId(),
    command_id: newId(),
  }));
  const place = { homeId: sql.ref('s.home_id'), deviceId: sql.ref('s.device_id') };
  const { rows } = await sql<Row>`${prepared('open_incidents')}
    with said as (
      select * from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as s (
        n integer, alarm_id text, home_id uuid, device_id uuid, class text, type text, priority smallint,
        self_test boolean, at timestamptz, received_at timestamptz, cause jsonb, id uuid, event_id uuid, command_id uuid)
    ), judged as (
      select s.*, case when not s.self_test then mode.id end as mode_id,
             s.self_test or coalesce(mode.mode = 'test', false) as test,
             case when s.priority = 1 then ${at}::timestamptz else coalesce(mode.ends_at, ${at}::timestamptz) end as due_at
      from said s left join lateral (${runningMaintenance(place, at)}) mode on true
      where not exists (select 1 from incident_events e where e.alarm_id = s.alarm_id)
    ), inserted as (
      insert into incidents (id, home_id, class, device_id, type, priority, state, opened_at, raised_at,
                             resolved_at, disposition, version, updated_at, maintenance_id)
      select id, home_id, class, device_id, type, priority, case when test then 'resolved' else 'open' end,
             ${at}::timestamptz, ${at}::timestamptz, case when test then ${at}::timestamptz end,
             case when test then 'test' end, 1, ${at}::timestamptz, mode_id
      from judged
      -- In one order, so that two who open for the same homes wait for each other and not in a circle.
      order by class, home_id, device_id
      on conflict do nothing
      returning id
    ), opened as (
      select j.* from inserted join judged j using (id)
    ), event as (
      insert into incident_events (id, incident_id, type, at, received_at, device_id, alarm_id, test, cause)
      select event_id, id, type, at, received_at, device_id, alarm_id, test, cause from opened
    ), deadline as (
      insert into deadlines (incident_id, kind, step, due_at, set_at)
      select id, 'escalation', 0, due_at, ${at}::timestamptz from opened where not test
    ), commanded as (
      insert into device_commands (id, target_id, device_id, incident_id, stage, created_at)
      select o.command_id, case when d.secret_hash is null then d.gateway_id else d.id end, d.id, o.id, 'received',
             ${at}::timestamptz
      from opened o join devices d on d.id = o.device_id
      where o.class = 'safety' and not o.test and (d.secret_hash is not null or d.gateway_id is not null)
      returning id, target_id
    ), audited as (
      insert into audit (at, actor, action, subject, home_id, detail)
      select ${at}::timestamptz, 'system', case when test then 'incident.test_recorded' else 'incident.opened' end,
             'incident:' || id, home_id, jsonb_build_object('alarm', alarm_id, 'type', type)
      from opened
    )
    select o.n, o.test, h.area_id, a.name as area_name, h.address,
      (select array_agg(r.name order by r.created_at, r.id) from residents r where r.home_id = o.home_id) as residents,
      (select d.room from devices d where d.id = o.device_id) as room,
      case when not o.test then o.due_at end as due_at,
      (select json_build_object('id', m.id, 'mode', m.mode, 'until', coalesce(m.ended_at, m.ends_at),
                                'reason', m.reason, 'byName', coalesce(mu.name, ''))
       from maintenance m left join users mu on mu.id = m.owner_id where m.id = o.mode_id) as maintenance,
      (select c.target_id from commanded c where c.id = o.command_id) as target_id
    from opened o
    join homes h on h.id = o.home_id
    join areas a on a.id = h.area_id`.execute(store);
  return rows.map((row) => {
    const alarm = alarms[row.n] as Alarm;
    const ids = said[row.n] as (typeof said)[number];
    return {
      alarmId: alarm.id,
      incident: openedIncident(row, alarm, ids, at),
      test: row.test,
      targetId: row.target_id ?? undefined,
    };
  });
}

function openedIncident(row: Row, alarm: Alarm, ids: { id: string; event_id: string }, at: Date): Incident {
  return toIncident({
    id: ids.id,
    home_id: alarm.homeId,
    area_id: row.area_id,
    area_name: row.area_name,
    address: row.address,
    residents: row.residents,
    type: alarm.type,
    priority: alarm.priority,
    state: row.test ? 'resolved' : 'open',
    opened_at: at,
    raised_at: at,
    resolved_at: row.test ? at : null,
    acknowledged_by: null,
    acknowledged_kind: null,
    acknowledged_name: null,
    acknowledged_at: null,
    lease_until: null,
    disposition: row.test ? 'test' : null,
    version: 1,
    escalation_round: 0,
    next_at: row.due_at,
    maintenance: row.maintenance,
    checks: null,
    event_count: 1,
    events: [
      {
        id: ids.event_id,
        type: alarm.type,
        at: new Date(alarm.at),
        received_at: new Date(alarm.receivedAt),
        device_id: alarm.deviceId,
        room: row.room,
        alarm: true,
        test: row.test,
        cause: alarm.cause,
        by_user: null,
        by_name: null,
        text: null,
        disposition: null,
        detail: null,
      },
    ],
  });
}
