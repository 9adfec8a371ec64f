import { sql } from 'kysely';
import { checklistOf } from '../contracts/checklists.ts';
import { AnjuError } from '../contracts/errors.ts';
import type { Actor } from '../contracts/incident-transition.ts';
import { applyActionIn } from './apply-transition.ts';
import { lockIncident } from './lock-incident.ts';
import type { Store } from './open-store.ts';

export interface CheckedItem {
  incidentId: string;
  item: string;
  done: boolean;
  by: Actor;
  version?: number | undefined;
}

/**
 * Ticks an item of the checklist, or takes the tick away. Two who tick the same one have ticked it once.
 * @param now epoch ms
 * @throws AnjuError `bad_request` naming the items of this type of incident; what applyActionIn throws
 */
export async function checkItem(store: Store, check: CheckedItem, now: number): Promise<void> {
  const { incidentId, item, done, by, version } = check;
  await store.transaction().execute(async (trx) => {
    const row = await lockIncident(trx, (incidents) => incidents.where('id', '=', incidentId));
    if (row === undefined) throw new AnjuError('not_found', `there is no incident ${incidentId}`);
    const items: readonly string[] = checklistOf(row.facts.type);
    if (!items.includes(item)) {
      throw new AnjuError(
        'bad_request',
        `body.item: "${item}" is not on the checklist of ${row.facts.type}: ${items.join(', ')}`,
      );
    }
    const last = await trx
      .selectFrom('incident_events')
      .select('type')
      .where('incident_id', '=', incidentId)
      .where('type', 'in', ['checked', 'unchecked'])
      .where(sql<boolean>`detail ->> 'item' = ${item}`)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const isSo = (last?.type === 'checked') === done;
    if (isSo && row.facts.state !== 'resolved') return;
    await applyActionIn(
      trx,
      { incidentId, action: { kind: done ? 'check' : 'uncheck', by }, version, detail: { item } },
      now,
    );
  });
}
