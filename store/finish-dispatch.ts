import { AnjuError } from '../contracts/errors.ts';
import { change } from './change.ts';
import type { Store } from './open-store.ts';

/**
 * Whoever was sent has done it. Once: who says so again changes nothing.
 * @throws AnjuError `not_found` when the incident has no such order
 */
export async function finishDispatch(
  store: Store,
  { incidentId, dispatchId, by }: { incidentId: string; dispatchId: string; by: string },
  now: number,
): Promise<void> {
  await change(store, async (trx) => {
    const order = await trx
      .selectFrom('dispatches as o')
      .innerJoin('incidents as i', 'i.id', 'o.incident_id')
      .select(['o.number', 'o.done_at', 'i.home_id'])
      .where('o.id', '=', dispatchId)
      .where('o.incident_id', '=', incidentId)
      .forUpdate('o')
      .executeTakeFirst();
    if (order === undefined) {
      throw new AnjuError('not_found', `incident ${incidentId} has no order ${dispatchId}`);
    }
    if (order.done_at === null) {
      await trx
        .updateTable('dispatches')
        .set({ done_at: new Date(now), done_by: by })
        .where('id', '=', dispatchId)
        .execute();
    }
    return {
      result: undefined,
      audit: {
        actor: by,
        action: 'dispatch.done',
        subject: `dispatch:${dispatchId}`,
        homeId: order.home_id,
        detail: { number: order.number, again: order.done_at !== null },
      },
    };
  });
}
