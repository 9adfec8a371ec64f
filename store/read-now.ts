import { sql } from 'kysely';
import type { AlarmType, Priority } from '../contracts/alarm.ts';
import type { IncidentState } from '../contracts/incident.ts';
import type { Role } from '../contracts/people.ts';
import type { NowStatistics } from '../contracts/statistics.ts';
import { workOverdue } from '../contracts/work-order.ts';
import type { Store } from './open-store.ts';
import { readCallBegins } from './read-call-begins.ts';
import { askedHomes, type StatisticsQuery } from './response-calls.ts';

/** Rows of a list of the supervisor's first screen. */
const SHOWN = 50;
const TARGET_MS = 60_000;
const LIMIT_MS = 180_000;

type Asked = Pick<StatisticsQuery, 'scope' | 'areaId' | 'now'>;
type Incidents = Pick<NowStatistics, 'waiting' | 'overdueLeases' | 'workOrders'>;

interface Row {
  id: string;
  class: 'safety' | 'technical';
  home_id: string;
  type: AlarmType;
  priority: Priority;
  state: IncidentState;
  area_name: string;
  address: string;
  raised_at: Date;
  lease_until: Date | null;
  holder: string | null;
  opened_at: Date;
  orders: { number: string; to: string; at: string }[] | null;
}

/** What waits, whose lease is over, what needs repair: of all that is not resolved. */
export async function readNow(store: Store, query: Asked): Promise<Incidents> {
  const { now } = query;
  const { rows } = await sql<Row>`
    select i.id, i.class, i.home_id, i.type, i.priority, i.state, a.name as area_name, h.address, i.raised_at,
      i.lease_until, coalesce(i.acknowledged_name, u.name) as holder, i.opened_at,
      (select json_agg(json_build_object('number', o.number, 'to', o.to_name, 'at', o.at))
       from dispatches o where o.incident_id = i.id and o.done_at is null) as orders
    from incidents i join homes h on h.id = i.home_id join areas a on a.id = h.area_id
    left join users u on u.id = i.acknowledged_by
    left join maintenance m on m.id = i.maintenance_id and m.ended_at is null and m.ends_at > ${now}
    -- What waits for the end of a maintenance mode does not call; life safety always does.
    where i.state <> 'resolved' and ${askedHomes(query)}
      and (m.id is null or i.class = 'technical' or i.priority = 1)
    order by i.opened_at, i.id`.execute(store);
  const open = rows.filter((row) => row.class === 'safety' && row.state === 'open');
  const begins = await readCallBegins(
    store,
    open.map(({ id }) => id),
  );
  // As the queue counts it (`calledAt`): one incident has waited for one time, wherever it is read.
  const waiting = open
    .map((row) => ({ ...row, since: begins.get(row.id) ?? row.raised_at }))
    .sort((a, b) => a.since.getTime() - b.since.getTime());
  const waitedOver = (ms: number) =>
    waiting.filter(({ since }) => now.getTime() - since.getTime() > ms).length;
  return {
    waiting: {
      total: waiting.length,
      past60: waitedOver(TARGET_MS),
      past180: waitedOver(LIMIT_MS),
      items: waiting.slice(0, SHOWN).map((row) => ({ ...toOpen(row), since: row.since.toISOString() })),
    },
    overdueLeases: rows.flatMap((row) =>
      row.class === 'safety' && row.state !== 'open' && row.lease_until !== null && row.lease_until < now
        ? [
            {
              ...toOpen(row),
              ...(row.holder !== null && { holder: row.holder }),
              leaseUntil: row.lease_until.toISOString(),
            },
          ]
        : [],
    ),
    workOrders: workOrdersOf(rows, now.getTime()),
  };
}

/** An order of its own for everybody who was sent and is not done; a repair to which nobody was sent is one too. */
function workOrdersOf(rows: readonly Row[], now: number): NowStatistics['workOrders'] {
  const all = rows.flatMap((row) => {
    const one = (since: Date, order: { number: string; to: string } | undefined) => {
      const sent = order !== undefined;
      const to = order?.to ?? row.holder;
      return {
        ...toOpen(row),
        homeId: row.home_id,
        ...(sent && { order: order.number }),
        ...(to !== null && { to }),
        since: since.toISOString(),
        overdue: workOverdue({ ...row, sent, since: since.getTime() }, now),
      };
    };
    if (row.orders) return row.orders.map((order) => one(new Date(order.at), order));
    return row.class === 'technical' ? [one(row.opened_at, undefined)] : [];
  });
  all.sort((a, b) => Number(b.overdue) - Number(a.overdue) || a.since.localeCompare(b.since));
  return {
    homes: new Set(all.map(({ homeId }) => homeId)).size,
    items: all.length,
    overdue: all.filter(({ overdue }) => overdue).length,
    list: all.slice(0, SHOWN),
  };
}

function toOpen({ id, type, priority, state, area_name: areaName, address }: Row) {
  return { id, type, priority, state, areaName, address };
}

/** Operators and supervisors in scope, with the end of the duty that they have now. */
export async function readStaff(
  store: Store,
  { scope, areaId, now }: Asked,
): Promise<{ userId: string; name: string; roles: Role[]; until?: string }[]> {
  const { rows } = await sql<{ id: string; name: string; roles: Role[]; until: Date | null }>`
    select u.id, u.name, u.roles,
      (select max(d.ends_at) from duties d where d.user_id = u.id and d.starts_at <= ${now} and d.ends_at > ${now}) as until
    from users u
    where u.roles && array['operator', 'supervisor']
      and (${scope.all && areaId === undefined}::boolean or exists (
        select 1 from areas a where a.id = any(u.area_ids)
          and (${scope.all}::boolean or a.path && ${scope.all ? [] : scope.areaIds}::uuid[])
          and (${areaId ?? null}::uuid is null or a.path @> array[${areaId ?? null}::uuid])))
    order by until nulls last, u.name, u.id`.execute(store);
  return rows.map(({ id, name, roles, until }) => ({
    userId: id,
    name,
    roles,
    ...(until && { until: until.toISOString() }),
  }));
}
