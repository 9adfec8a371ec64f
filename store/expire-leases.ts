import { transition, type Actor, type IncidentFacts } from '../contracts/incident-transition.ts';
import { writeTransition } from './apply-transition.ts';
import { lockIncident } from './lock-incident.ts';
import { isDue } from './is-due.ts';
import type { Store } from './open-store.ts';

/** Incidents looked at in one transaction each, at most this many a call: a backlog must not hold the sweep. */
const BATCH = 200;

/**
 * Opens again every incident whose acknowledgement has run out, and says in its history who let it go.
 * Two processes may call it at once: a row another one holds is left to that one.
 * @param now epoch ms
 * @returns the ids of the incidents that are open again
 */
export async function expireLeases(store: Store, now: number): Promise<string[]> {
  const due = await store
    .selectFrom('deadlines')
    .select('incident_id')
    .where('kind', '=', 'lease')
    .where(isDue(now))
    .orderBy('due_at')
    .limit(BATCH)
    .execute();
  const expired: string[] = [];
  const failures: unknown[] = [];
  for (const { incident_id: id } of due) {
    try {
      if (await expireLease(store, id, now)) expired.push(id);
    } catch (error) {
      // One that cannot be opened again must not keep those behind it from being.
      failures.push(error);
    }
  }
  if (expired.length === 0 && failures.length > 0) throw failures[0];
  return expired;
}

async function expireLease(store: Store, incidentId: string, now: number): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const row = await lockIncident(trx, (incidents) => incidents.where('id', '=', incidentId));
    if (row === undefined) return false;
    const result = transition(row.facts, { kind: 'lease_expired' }, now);
    // Renewed, released or resolved since the look: nothing to do.
    if (!result.ok) return false;
    const at = new Date(now);
    const holder = row.facts.acknowledgement;
    await writeTransition(trx, row, result.facts, now, {
      event: { type: 'lease_expired', at, receivedAt: at, by: holder && actorOf(holder) },
      audit: { actor: 'system', action: 'incident.lease_expired', detail: { holder: holder?.by } },
    });
    return true;
  });
}

function actorOf({ by: id, kind, name }: NonNullable<IncidentFacts['acknowledgement']>): Actor {
  return kind === 'contact' ? { kind, id, name: name ?? '' } : { kind, id, override: false };
}
