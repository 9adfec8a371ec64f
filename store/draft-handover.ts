import type { HandoverPoints } from '../contracts/handover-record.ts';
import { pointsOf } from '../contracts/handover.ts';
import { findActiveIncidents } from './find-incidents.ts';
import { listWorkOrders } from './list-work-orders.ts';
import { listMaintenance } from './maintenance.ts';
import type { Store } from './open-store.ts';
import { readIncidents } from './read-incidents.ts';
import type { Scope } from './scope.ts';
import { sumProtection } from './sum-protection.ts';

/** Nobody can say more than this; what is beyond is counted. */
const LISTED_MAX = 200;

/** What is open in scope at `now` (epoch ms), for the next shift. Incidents are all listed, the rest up to 200 each. */
export async function draftHandover(store: Store, scope: Scope, now: number): Promise<HandoverPoints> {
  const ids = await findActiveIncidents(store, scope);
  // Most urgent first, so that technical ones are what falls off the end; they come as work orders.
  const incidents = await readIncidents(store, ids.slice(0, 1_000), 1);
  const limit = LISTED_MAX + 1;
  const workOrders = (await listWorkOrders(store, { scope, limit })).items;
  const maintenance = (
    await listMaintenance(store, { scope, limit, states: ['running'], now: new Date(now) })
  ).items;
  const homes = await sumProtection(store, scope);
  const more = Math.max(0, workOrders.length - LISTED_MAX) + Math.max(0, maintenance.length - LISTED_MAX);
  return pointsOf(
    {
      incidents,
      workOrders: workOrders.slice(0, LISTED_MAX),
      maintenance: maintenance.slice(0, LISTED_MAX),
      homes,
      more,
    },
    now,
  );
}
