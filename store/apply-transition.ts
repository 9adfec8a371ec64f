import type { Insertable, Transaction } from 'kysely';
import {
  deadlinesOf,
  transition,
  type IncidentAction,
  type IncidentFacts,
} from '../contracts/incident-transition.ts';
import type { IncidentEventType } from '../contracts/incident.ts';
import { AnjuError } from '../contracts/errors.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

export interface LockedIncident {
  id: string;
  homeId: string;
  version: number;
  facts: IncidentFacts;
}

export interface Written {
  event: Omit<Insertable<Tables['incident_events']>, 'id' | 'incident_id'>;
  audit: { actor: string; action: string; detail: Record<string, unknown> };
}

/** What a person does to an incident. */
export interface PersonAction {
  incidentId: string;
  action: Exclude<IncidentAction, { kind: 'alarm' | 'lease_expired' }>;
  /** the version the person saw; refused with `version_conflict` when it is no longer that one */
  version?: number | undefined;
  text?: string | undefined;
}

const EVENT_OF: Record<PersonAction['action']['kind'], IncidentEventType> = {
  acknowledge: 'acknowledged',
  release: 'released',
  dispatch: 'dispatched',
  arrive: 'arrived',
  resolve: 'resolved',
  note: 'note',
};

/**
 * Applies a person's action in one transaction: state, event, deadlines, audit.
 * @throws AnjuError `not_found`, `version_conflict` or the transition's refusal; nothing is written then
 */
export async function applyAction(store: Store, person: PersonAction, now: number): Promise<void> {
  const { incidentId, action } = person;
  await store.transaction().execute(async (trx) => {
    const row = await lockIncident(trx, incidentId);
    if (row === undefined) throw new AnjuError('not_found', `there is no incident ${incidentId}`);
    if (person.version !== undefined && person.version !== row.version) {
      throw new AnjuError('version_conflict', `you saw version ${person.version}, it is now ${row.version}`);
    }
    const result = transition(row.facts, action, now);
    if (!result.ok) {
      throw new AnjuError(
        result.code,
        `cannot ${action.kind} incident ${incidentId} while it is ${row.facts.state}`,
      );
    }
    const at = new Date(now);
    await writeTransition(trx, row, result.facts, now, {
      event: {
        type: EVENT_OF[action.kind],
        at,
        received_at: at,
        by_user: action.by.id,
        text: person.text ?? null,
        disposition: action.kind === 'resolve' ? action.disposition : null,
      },
      audit: {
        actor: action.by.id,
        action: `incident.${action.kind}`,
        detail: action.kind === 'resolve' ? { disposition: action.disposition } : {},
      },
    });
  });
}

/** Reads an incident and holds its row until the transaction ends, so that two writers go one after the other. */
export async function lockIncident(
  trx: Transaction<Tables>,
  id: string,
): Promise<LockedIncident | undefined> {
  const row = await trx
    .selectFrom('incidents')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const facts: IncidentFacts = {
    state: row.state,
    type: row.type,
    priority: row.priority,
    raisedAt: row.raised_at.getTime(),
  };
  if (row.acknowledged_by && row.acknowledged_at && row.lease_until) {
    facts.acknowledgement = {
      by: row.acknowledged_by,
      at: row.acknowledged_at.getTime(),
      leaseUntil: row.lease_until.getTime(),
    };
  }
  if (row.disposition) facts.disposition = row.disposition;
  return { id: row.id, homeId: row.home_id, version: row.version, facts };
}

/** Writes the new facts with their event, deadlines and audit row. The caller holds the lock. */
export async function writeTransition(
  trx: Transaction<Tables>,
  row: LockedIncident,
  facts: IncidentFacts,
  now: number,
  written: Written,
): Promise<void> {
  const at = new Date(now);
  const held = facts.acknowledgement;
  await trx
    .updateTable('incidents')
    .set({
      state: facts.state,
      type: facts.type,
      priority: facts.priority,
      raised_at: new Date(facts.raisedAt),
      acknowledged_by: held?.by ?? null,
      acknowledged_at: held ? new Date(held.at) : null,
      lease_until: held ? new Date(held.leaseUntil) : null,
      disposition: facts.disposition ?? null,
      ...(facts.state === 'resolved' && row.facts.state !== 'resolved' ? { resolved_at: at } : {}),
      version: row.version + 1,
      updated_at: at,
    })
    .where('id', '=', row.id)
    .execute();
  await trx
    .insertInto('incident_events')
    .values({ ...written.event, id: newId(), incident_id: row.id })
    .execute();
  await replaceDeadlines(trx, row.id, facts);
  await trx
    .insertInto('audit')
    .values({
      at,
      actor: written.audit.actor,
      action: written.audit.action,
      subject: `incident:${row.id}`,
      home_id: row.homeId,
      detail: JSON.stringify(written.audit.detail),
    })
    .execute();
}

async function replaceDeadlines(
  trx: Transaction<Tables>,
  incidentId: string,
  facts: IncidentFacts,
): Promise<void> {
  await trx.deleteFrom('deadlines').where('incident_id', '=', incidentId).execute();
  const deadlines = deadlinesOf(facts);
  if (deadlines.length === 0) return;
  await trx
    .insertInto('deadlines')
    .values(
      deadlines.map((deadline) => ({
        incident_id: incidentId,
        kind: deadline.kind,
        step: 1,
        due_at: new Date(deadline.dueAt),
      })),
    )
    .execute();
}
