import { sql } from 'kysely';
import type { WorkOrder } from '../contracts/work-order.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import { homeInScope, type Scope } from './scope.ts';

interface Row {
  id: string;
  address: string;
  area_name: string;
  items: {
    incidentId: string;
    type: WorkOrder['items'][number]['type'];
    deviceId: string | null;
    room: string | null;
    openedAt: string;
    state: WorkOrder['items'][number]['state'];
    by: string | null;
    byName: string | null;
    kind: 'user' | 'contact' | null;
    at: string | null;
    leaseUntil: string | null;
  }[];
}

/** Technical incidents that nobody has resolved, home by home. */
export async function listWorkOrders(
  store: Store,
  query: PageQuery & { scope: Scope; areaId?: string | undefined },
): Promise<Page<WorkOrder>> {
  const { scope, areaId, cursor, limit } = query;
  const { rows } = await sql<Row>`
    select h.id, h.address, a.name as area_name,
      json_agg(json_build_object(
        'incidentId', i.id, 'type', i.type, 'deviceId', i.device_id, 'room', d.room, 'openedAt', i.opened_at,
        'state', i.state, 'by', i.acknowledged_by, 'byName', coalesce(i.acknowledged_name, u.name),
        'kind', i.acknowledged_kind, 'at', i.acknowledged_at, 'leaseUntil', i.lease_until
      ) order by i.opened_at, i.id) as items
    from incidents i
    join homes h on h.id = i.home_id
    join areas a on a.id = h.area_id
    left join devices d on d.id = i.device_id
    left join users u on u.id = i.acknowledged_by
    where i.state <> 'resolved' and i.class = 'technical'
      and ${homeInScope(scope, { home: 'h.id', path: 'a.path' })}
      and (${areaId ?? null}::uuid is null or a.path @> array[${areaId ?? null}::uuid])
      and (${cursor ?? null}::uuid is null or h.id > ${cursor ?? null}::uuid)
    group by h.id, a.name
    order by h.id
    limit ${limit + 1}`.execute(store);
  return page(rows, limit, toWorkOrder);
}

function toWorkOrder(row: Row): WorkOrder {
  return {
    homeId: row.id,
    address: row.address,
    areaName: row.area_name,
    items: row.items.map(({ incidentId, type, state, openedAt, ...item }) => ({
      incidentId,
      type,
      ...(item.deviceId !== null && { deviceId: item.deviceId }),
      ...(item.room !== null && { room: item.room }),
      openedAt: new Date(openedAt).toISOString(),
      state,
      ...(item.by !== null &&
        item.at !== null &&
        item.leaseUntil !== null && {
          acknowledgement: {
            by: item.by,
            byName: item.byName ?? item.by,
            at: new Date(item.at).toISOString(),
            leaseUntil: new Date(item.leaseUntil).toISOString(),
            kind: item.kind ?? 'user',
          },
        }),
    })),
  };
}
