import { sql, type Transaction } from 'kysely';
import { acceptProblem } from '../contracts/handover.ts';
import { AnjuError } from '../contracts/errors.ts';
import { applyActionIn } from './apply-transition.ts';
import { findHandover, signHandover } from './handovers.ts';
import { lockIncidents } from './lock-incident.ts';
import type { Tables } from './schema.ts';
import { homeInScope, type Scope } from './scope.ts';

/**
 * The one who comes signs; with `takeLeases` what the other holds becomes theirs, each with an event of its own and
 * all of it or nothing.
 * @returns ids of the incidents taken over
 * @throws AnjuError `not_found`, `handover_own`, `handover_signed`
 */
export async function acceptHandover(
  trx: Transaction<Tables>,
  {
    id,
    by,
    scope,
    takeLeases,
  }: { id: string; by: { id: string; name: string }; scope: Scope; takeLeases: boolean },
  now: number,
): Promise<{ from: string; incidentIds: string[] }> {
  // Locked: of two who sign at the same moment one is told that the other has.
  const handover = await findHandover(trx, { id, scope, lock: true });
  if (handover === undefined) throw new AnjuError('not_found', `there is no handover ${id} of your areas`);
  const problem = acceptProblem(handover, by.id);
  if (problem === 'handover_own') throw new AnjuError(problem, `${by.name} wrote handover ${id}`);
  if (problem !== undefined) throw new AnjuError(problem, `${handover.toName} has signed handover ${id}`);
  await signHandover(trx, id, by, new Date(now));
  if (!takeLeases) return { from: handover.from, incidentIds: [] };
  const held = await lockIncidents(trx, (incidents) =>
    incidents
      .where('acknowledged_by', '=', handover.from)
      .where('state', 'not in', ['open', 'resolved'])
      .where(
        sql<boolean>`exists (select 1 from homes h join areas a on a.id = h.area_id
          where h.id = incidents.home_id and ${homeInScope(scope, { home: 'h.id', path: 'a.path' })})`,
      ),
  );
  for (const { id: incidentId } of held) {
    // The other has signed it away: their running lease does not keep the next one out.
    const action = { kind: 'acknowledge', by: { kind: 'user', id: by.id, override: true } } as const;
    await applyActionIn(trx, { incidentId, action, detail: { handover: id } }, now);
  }
  return { from: handover.from, incidentIds: held.map((incident) => incident.id) };
}
