import { sql, type SelectQueryBuilder, type Transaction } from 'kysely';
import type { Alarm } from '../contracts/alarm.ts';
import {
  deadlinesOf,
  transition,
  type IncidentAction,
  type IncidentFacts,
} from '../contracts/incident-transition.ts';
import type { Disposition, IncidentEventType } from '../contracts/incident.ts';
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
  event: {
    type: IncidentEventType;
    at: Date;
    receivedAt: Date;
    deviceId?: string;
    alarmId?: string;
    test?: boolean;
    cause?: Alarm['cause'];
    by?: string | undefined;
    text?: string | undefined;
    disposition?: Disposition | undefined;
  };
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
    const row = await lockIncident(trx, (incidents) => incidents.where('id', '=', incidentId));
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
        receivedAt: at,
        by: action.by.id,
        text: person.text,
        disposition: action.kind === 'resolve' ? action.disposition : undefined,
      },
      audit: {
        actor: action.by.id,
        action: `incident.${action.kind}`,
        detail: action.kind === 'resolve' ? { disposition: action.disposition } : {},
      },
    });
  });
}

type Incidents = SelectQueryBuilder<Tables, 'incidents', object>;

/** Reads the one incident chosen and holds its row until the transaction ends, so that two writers go one after the other. */
export async function lockIncident(
  trx: Transaction<Tables>,
  choose: (incidents: Incidents) => Incidents,
): Promise<LockedIncident | undefined> {
  const row = await choose(trx.selectFrom('incidents')).selectAll().forUpdate().executeTakeFirst();
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

/**
 * Writes the new facts with their event, deadline and audit row, as one statement: the lock is held for one round
 * trip. The caller holds it.
 */
export async function writeTransition(
  trx: Transaction<Tables>,
  row: LockedIncident,
  facts: IncidentFacts,
  now: number,
  { event, audit }: Written,
): Promise<void> {
  const at = new Date(now);
  const held = facts.acknowledgement;
  const [deadline] = deadlinesOf(facts);
  await sql`
    with changed as (
      update incidents set
        state = ${facts.state}, type = ${facts.type}, priority = ${facts.priority},
        raised_at = ${new Date(facts.raisedAt)},
        acknowledged_by = ${held?.by ?? null},
        acknowledged_at = ${held ? new Date(held.at) : null},
        lease_until = ${held ? new Date(held.leaseUntil) : null},
        disposition = ${facts.disposition ?? null},
        resolved_at = case when ${facts.state === 'resolved'}::boolean then coalesce(resolved_at, ${at}) end,
        version = version + 1, updated_at = ${at}
      where id = ${row.id}
    ), happened as (
      insert into incident_events (id, incident_id, type, at, received_at, device_id, alarm_id, test, cause,
                                   by_user, text, disposition)
      values (${newId()}, ${row.id}, ${event.type}, ${event.at}, ${event.receivedAt}, ${event.deviceId ?? null},
              ${event.alarmId ?? null}, ${event.test ?? false},
              ${event.cause ? JSON.stringify(event.cause) : null}::jsonb,
              ${event.by ?? null}, ${event.text ?? null}, ${event.disposition ?? null})
    ), done as (
      delete from deadlines where incident_id = ${row.id} and kind is distinct from ${deadline?.kind ?? null}
    ), due as (
      insert into deadlines (incident_id, kind, step, due_at)
      select ${row.id}::uuid, ${deadline?.kind ?? ''}, 1, ${new Date(deadline?.dueAt ?? 0)}::timestamptz
      where ${deadline !== undefined}::boolean
      on conflict (incident_id, kind) do update set step = 1, due_at = excluded.due_at
    )
    insert into audit (at, actor, action, subject, home_id, detail)
    values (${at}, ${audit.actor}, ${audit.action}, ${`incident:${row.id}`}, ${row.homeId},
            ${JSON.stringify(audit.detail)}::jsonb)`.execute(trx);
}
