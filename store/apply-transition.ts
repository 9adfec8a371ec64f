import { sql, type Transaction } from 'kysely';
import type { Alarm } from '../contracts/alarm.ts';
import {
  deadlineAfter,
  stageAfter,
  transition,
  type Actor,
  type IncidentAction,
  type IncidentFacts,
} from '../contracts/incident-transition.ts';
import type { Disposition, IncidentEventType } from '../contracts/incident.ts';
import { AnjuError } from '../contracts/errors.ts';
import { commandDevices } from './device-commands.ts';
import { lockIncident, type LockedIncident } from './lock-incident.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';
import { tellThoseCalled } from './tell-those-called.ts';

export interface Written {
  event: {
    type: IncidentEventType;
    at: Date;
    receivedAt: Date;
    deviceId?: string;
    alarmId?: string;
    test?: boolean;
    cause?: Alarm['cause'];
    by?: Actor | undefined;
    detail?: Record<string, unknown> | undefined;
    text?: string | undefined;
    disposition?: Disposition | undefined;
  };
  audit: { actor: string; action: string; detail: Record<string, unknown> };
}

/** What a person does to an incident. */
export interface PersonAction {
  incidentId: string;
  action: Exclude<IncidentAction, { kind: 'alarm' | 'lease_expired' | 'maintenance_ended' }>;
  /** the version the person saw; refused with `version_conflict` when it is no longer that one */
  version?: number | undefined;
  text?: string | undefined;
  /** what the event says beside its text */
  detail?: Record<string, unknown> | undefined;
  /** what the audit trail says where that is less: it outlives the names of people (PIPL) */
  record?: Record<string, unknown> | undefined;
}

const EVENT_OF: Record<PersonAction['action']['kind'], IncidentEventType> = {
  acknowledge: 'acknowledged',
  release: 'released',
  dispatch: 'dispatched',
  arrive: 'arrived',
  resolve: 'resolved',
  note: 'note',
  call: 'called',
  check: 'checked',
  uncheck: 'unchecked',
  going: 'going',
  cannot: 'cannot',
  false_alarm_reported: 'false_alarm_reported',
  contact_arrived: 'arrived',
  outcome: 'outcome',
};

/**
 * Applies a person's action in one transaction: state, event, deadlines, audit.
 * @throws AnjuError `not_found`, `version_conflict` or the transition's refusal; nothing is written then
 */
export async function applyAction(store: Store, person: PersonAction, now: number): Promise<void> {
  await store.transaction().execute((trx) => applyActionIn(trx, person, now));
}

/** The same as part of a transaction that writes more than the action. */
export async function applyActionIn(
  trx: Transaction<Tables>,
  { incidentId, action, ...person }: PersonAction,
  now: number,
): Promise<void> {
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
      by: action.by,
      text: person.text,
      detail: person.detail,
      disposition: action.kind === 'resolve' ? action.disposition : undefined,
    },
    audit: {
      actor: action.by.kind === 'contact' ? `contact:${action.by.id}` : action.by.id,
      action: `incident.${action.kind}`,
      detail: {
        ...(person.record ?? person.detail),
        ...(action.kind === 'resolve' && { disposition: action.disposition }),
      },
    },
  });
}

/**
 * Writes the new facts with their event, deadline and audit row, as one statement: the lock is held for one round
 * trip. The caller holds it. Where somebody takes the incident or closes it, those who were called are told in the
 * same transaction, and so are the home's devices.
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
  const next = deadlineAfter(row.facts, facts, now);
  const deadline = next.kind === 'lease' || next.kind === 'escalation' ? next : undefined;
  const keptKind = next.kind === 'keep' ? 'escalation' : (deadline?.kind ?? null);
  const restarts = next.kind === 'escalation' && next.from === 'start';
  const offset = restarts ? 0 : (row.offset ?? 0);
  await sql`
    with changed as (
      update incidents set
        state = ${facts.state}, type = ${facts.type}, priority = ${facts.priority},
        raised_at = ${new Date(facts.raisedAt)},
        acknowledged_by = ${held?.by ?? null},
        acknowledged_kind = ${held?.kind ?? null},
        acknowledged_name = ${held?.name ?? null},
        acknowledged_at = ${held ? new Date(held.at) : null},
        lease_until = ${held ? new Date(held.leaseUntil) : null},
        disposition = ${facts.disposition ?? null},
        maintenance_id = case when ${facts.maintenanceUntil !== undefined}::boolean then maintenance_id end,
        resolved_at = case when ${facts.state === 'resolved'}::boolean then coalesce(resolved_at, ${at}) end,
        version = version + 1, updated_at = ${at}
      where id = ${row.id}
    ), happened as (
      insert into incident_events (id, incident_id, type, at, received_at, device_id, alarm_id, test, cause,
                                   by_user, by_name, detail, text, disposition)
      values (${newId()}, ${row.id}, ${event.type}, ${event.at}, ${event.receivedAt}, ${event.deviceId ?? null},
              ${event.alarmId ?? null}, ${event.test ?? false},
              ${event.cause ? JSON.stringify(event.cause) : null}::jsonb,
              ${event.by?.id ?? null}, ${event.by?.kind === 'contact' ? event.by.name : null},
              ${event.detail ? JSON.stringify(event.detail) : null}::jsonb,
              ${event.text ?? null}, ${event.disposition ?? null})
    ), done as (
      delete from deadlines where incident_id = ${row.id} and kind is distinct from ${keptKind}
    ), due as (
      insert into deadlines (incident_id, kind, step, offset_s, due_at, set_at)
      select ${row.id}::uuid, ${deadline?.kind ?? ''}, ${row.rounds}::integer, ${offset}::integer,
             ${new Date(deadline?.dueAt ?? 0)}::timestamptz, ${at}
      where ${deadline !== undefined}::boolean
      on conflict (incident_id, kind) do update
        set step = excluded.step, offset_s = excluded.offset_s, due_at = excluded.due_at, set_at = excluded.set_at
    )
    insert into audit (at, actor, action, subject, home_id, detail)
    values (${at}, ${audit.actor}, ${audit.action}, ${`incident:${row.id}`}, ${row.homeId},
            ${JSON.stringify(audit.detail)}::jsonb)`.execute(trx);

  const stage = stageAfter(row.facts, facts);
  if (stage !== undefined) await commandDevices(trx, { incidentId: row.id, stage }, now);
  else if (event.alarmId !== undefined && event.deviceId !== undefined) {
    await commandDevices(trx, { incidentId: row.id, stage: 'received', deviceId: event.deviceId }, now);
  }
  await tellThoseCalled(trx, { row, facts, by: event.by, isGoing: event.type === 'going' }, now);
}
