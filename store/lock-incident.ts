import type { Selectable, SelectQueryBuilder, Transaction } from 'kysely';
import type { IncidentFacts } from '../contracts/incident-transition.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Tables } from './schema.ts';

export interface LockedIncident {
  id: string;
  homeId: string;
  version: number;
  /** rounds of calls made so far, and the place in the policy of the last, in seconds */
  rounds: number;
  offset: number | undefined;
  /** the version of the policy that it follows, from its first call on */
  policy: Policy | undefined;
  facts: IncidentFacts;
}

type Incidents = SelectQueryBuilder<Tables, 'incidents', object>;

/** Reads the one incident chosen and holds its row until the transaction ends, so that two writers go one after the other. */
export async function lockIncident(
  trx: Transaction<Tables>,
  choose: (incidents: Incidents) => Incidents,
): Promise<LockedIncident | undefined> {
  return (await lockIncidents(trx, choose))[0];
}

/** The same for many, locked in the order of their ids, so that two who lock the same ones do not wait in a circle. */
export async function lockIncidents(
  trx: Transaction<Tables>,
  choose: (incidents: Incidents) => Incidents,
): Promise<LockedIncident[]> {
  const rows = await choose(trx.selectFrom('incidents'))
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('maintenance as m')
        .select((m) => m.fn.coalesce('m.ended_at', 'm.ends_at').as('until'))
        .whereRef('m.id', '=', 'incidents.maintenance_id')
        .as('maintenance_until'),
    )
    .orderBy('incidents.id')
    .forUpdate()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    homeId: row.home_id,
    version: row.version,
    rounds: row.escalation_round,
    offset: row.escalation_offset ?? undefined,
    policy: row.policy ?? undefined,
    facts: factsOf(row),
  }));
}

function factsOf(row: Selectable<Tables['incidents']> & { maintenance_until: Date | null }): IncidentFacts {
  const facts: IncidentFacts = {
    state: row.state,
    type: row.type,
    priority: row.priority,
    raisedAt: row.raised_at.getTime(),
  };
  if (row.acknowledged_by && row.acknowledged_at && row.lease_until) {
    facts.acknowledgement = {
      by: row.acknowledged_by,
      kind: row.acknowledged_kind ?? 'user',
      ...(row.acknowledged_name !== null && { name: row.acknowledged_name }),
      at: row.acknowledged_at.getTime(),
      leaseUntil: row.lease_until.getTime(),
    };
  }
  if (row.disposition) facts.disposition = row.disposition;
  if (row.maintenance_until) facts.maintenanceUntil = row.maintenance_until.getTime();
  return facts;
}
