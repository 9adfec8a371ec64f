import { sql, type RawBuilder } from 'kysely';
import type { MaintenanceMode } from '../contracts/maintenance.ts';

/** An id, or the column of the query at hand that holds one. */
type Place = string | RawBuilder<unknown>;

/**
 * The test or maintenance mode that a device is in at a moment, as a query of one row or none: of itself, its home,
 * its area or one above. Of several, test before maintenance, then the one that lasts longest. A mode that has run
 * out counts no more, whether or not anybody has noticed. The platform's own press is never in one: it would look
 * like silence.
 */
export function runningMaintenance(
  { homeId, deviceId }: { homeId: Place; deviceId: Place },
  at: Date,
): RawBuilder<{ id: string; mode: MaintenanceMode; ends_at: Date }> {
  return sql`
    select m.id, m.mode, m.ends_at
    from homes h
    join areas a on a.id = h.area_id
    join maintenance m on m.ended_at is null and m.starts_at <= ${at}::timestamptz and m.ends_at > ${at}::timestamptz
      and (m.scope = 'home' and m.scope_id = h.id
           or m.scope = 'device' and m.scope_id = ${deviceId}::uuid
           or m.scope = 'area' and m.scope_id = any(a.path))
    where h.id = ${homeId}::uuid and not h.canary
    order by m.mode = 'test' desc, m.ends_at desc
    limit 1`;
}
