import { sql } from 'kysely';
import type { Dispatch } from '../contracts/dispatch.ts';
import type { Store } from './open-store.ts';

type Person = Dispatch['residents'][number];

interface Row {
  id: string;
  number: string;
  incident_id: string;
  to_kind: Dispatch['to']['kind'];
  to_id: string;
  to_name: string;
  to_phone: string | null;
  service_kind: Dispatch['to']['service'] | null;
  instructions: string | null;
  by_user: string;
  by_name: string | null;
  by_phone: string | null;
  at: Date;
  done_at: Date | null;
  done_by_name: string | null;
  home_id: string;
  address: string;
  area_name: string;
  lat: number | null;
  lng: number | null;
  timezone: string;
  access: string | null;
  key_holder: { name: string; phone: string | null } | null;
  residents: (Nullable<Omit<Person, 'name' | 'livesAlone'>> & Pick<Person, 'name' | 'livesAlone'>)[];
  type: Dispatch['incident']['type'];
  priority: Dispatch['incident']['priority'];
  opened_at: Date;
  alarms: { type: Dispatch['incident']['type']; room: string | null; at: string }[];
}

type Nullable<Fields> = { [Name in keyof Fields]: Fields[Name] | null };

/**
 * The orders of an incident, oldest first, each with everything that is printed or read out: the home and its people
 * as they are now. Health only where an ambulance is sent.
 */
export async function listDispatches(store: Store, incidentId: string): Promise<Dispatch[]> {
  const { rows } = await sql<Row>`
    select o.id, o.number, o.incident_id, o.to_kind, o.to_id, o.to_name, o.service_kind, o.instructions, o.at,
      case o.to_kind when 'contact' then (select c.phone from contacts c where c.id = o.to_id)
                     when 'user' then (select u.phone from users u where u.id = o.to_id)
                     else (select s.phone from services s where s.id = o.to_id) end as to_phone,
      o.by_user, bu.name as by_name, bu.phone as by_phone, o.done_at, du.name as done_by_name,
      h.id as home_id, h.address, a.name as area_name, h.lat, h.lng, h.timezone, h.access,
      (select json_build_object('name', k.name, 'phone', k.phone) from contacts k
       where k.home_id = h.id and k.relation = 'key_holder' order by k.call_order, k.id limit 1) as key_holder,
      (select coalesce(json_agg(json_build_object(
         'name', r.name, 'birthDate', r.birth_date, 'phone', r.phone, 'livesAlone', r.lives_alone,
         'mobility', r.mobility, 'language', r.language,
         'conditions', case when o.service_kind = 'ambulance' then r.conditions end)
         order by r.created_at, r.id), '[]')
       from residents r where r.home_id = h.id) as residents,
      i.type, i.priority, i.opened_at,
      (select coalesce(json_agg(json_build_object('type', f.type, 'room', f.room, 'at', f.at) order by f.at), '[]')
       from (select e.type, d.room, min(e.at) as at
             from incident_events e left join devices d on d.id = e.device_id
             where e.incident_id = i.id and e.alarm_id is not null group by e.type, d.room) f) as alarms
    from dispatches o
    join incidents i on i.id = o.incident_id
    join homes h on h.id = i.home_id
    join areas a on a.id = h.area_id
    left join users bu on bu.id = o.by_user
    left join users du on du.id = o.done_by
    where o.incident_id = ${incidentId}
    order by o.at, o.number`.execute(store);
  return rows.map(toDispatch);
}

function toDispatch(row: Row): Dispatch {
  return {
    id: row.id,
    number: row.number,
    incidentId: row.incident_id,
    to: {
      kind: row.to_kind,
      id: row.to_id,
      name: row.to_name,
      ...(row.to_phone !== null && { phone: row.to_phone }),
      ...(row.service_kind !== null && { service: row.service_kind }),
    },
    ...(row.instructions !== null && { instructions: row.instructions }),
    by: row.by_user,
    byName: row.by_name ?? row.by_user,
    ...(row.by_phone !== null && { callback: row.by_phone }),
    at: row.at.toISOString(),
    ...(row.done_at && { doneAt: row.done_at.toISOString() }),
    ...(row.done_by_name !== null && { doneByName: row.done_by_name }),
    home: {
      id: row.home_id,
      address: row.address,
      areaName: row.area_name,
      ...(row.lat !== null && row.lng !== null && { location: { lat: row.lat, lng: row.lng } }),
      timezone: row.timezone,
      ...(row.access !== null && { access: row.access }),
      ...(row.key_holder && {
        keyHolder: {
          name: row.key_holder.name,
          ...(row.key_holder.phone && { phone: row.key_holder.phone }),
        },
      }),
    },
    residents: row.residents.map(toPerson),
    incident: {
      type: row.type,
      priority: row.priority,
      openedAt: row.opened_at.toISOString(),
      alarms: row.alarms.map(({ type, room, at }) => ({
        type,
        ...(room !== null && { room }),
        at: new Date(at).toISOString(),
      })),
    },
  };
}

function toPerson({ name, livesAlone, ...more }: Row['residents'][number]): Person {
  const { birthDate, phone, mobility, language, conditions } = more;
  return {
    name,
    livesAlone,
    ...(birthDate && { birthDate }),
    ...(phone && { phone }),
    ...(mobility && { mobility }),
    ...(language && { language }),
    ...(conditions && { conditions }),
  };
}
