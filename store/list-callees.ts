import { sql, type Transaction } from 'kysely';
import type { CalleeKind } from '../contracts/call.ts';
import type { CalleeEntry } from '../contracts/callee.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

interface Row {
  kind: CalleeKind;
  id: string;
  name: string;
  person: string;
  phone: string | null;
  on_duty: boolean | null;
}

/**
 * Whom an operator can ring or send about the home of an incident: its residents, its contacts, who works in its area
 * or has the home as their own, and the outside services that serve it.
 * @param now epoch ms; decides who is on duty
 */
export async function listCallees(db: Db, incidentId: string, now: number): Promise<CalleeEntry[]> {
  const at = new Date(now);
  const { rows } = await sql<Row>`
    with home as (
      select h.id, a.path from incidents i join homes h on h.id = i.home_id join areas a on a.id = h.area_id
      where i.id = ${incidentId}
    ), known as (
      select 0 as part, row_number() over (order by r.created_at, r.id) as place,
             'resident' as kind, r.id, r.name, 'resident' as person, r.phone, null::boolean as on_duty
      from residents r join home on home.id = r.home_id
      union all
      select 1, row_number() over (order by c.call_order, c.id), 'contact', c.id, c.name, c.relation, c.phone, null
      from contacts c join home on home.id = c.home_id
      union all
      select 2, row_number() over (order by u.on_duty desc, u.name, u.id), 'user', u.id, u.name, u.roles[1], u.phone,
             u.on_duty
      from (select u.*, exists (select 1 from duties d where d.user_id = u.id and d.starts_at <= ${at}
                                and d.ends_at > ${at}) as on_duty
            from users u, home
            where u.area_ids && home.path or u.home_ids @> array[home.id]) u
      union all
      select 3, row_number() over (order by cardinality(a.path) desc nulls last, s.kind, s.id), 'service', s.id, s.name,
             s.kind, s.phone, null
      from home, services s left join areas a on a.id = s.area_id
      where s.area_id is null or s.area_id = any(home.path)
    )
    select kind, id, name, person, phone, on_duty from known order by part, place`.execute(db);
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    name: row.name,
    person: row.person,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.on_duty !== null && { onDuty: row.on_duty }),
  }));
}
