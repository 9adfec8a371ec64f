import { sql, type Transaction } from 'kysely';
import { dueWithin, nextOffset, type Occurrence } from '../contracts/policy-clock.ts';
import type { Channel, NotificationState, Recipient } from '../contracts/notification.ts';
import type { Priority } from '../contracts/alarm.ts';
import type { Policy } from '../contracts/policy.ts';
import { isDue } from './is-due.ts';
import { lockIncident, type LockedIncident } from './lock-incident.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

/** One person to be called in a round. */
export interface Call {
  recipient: Recipient;
  channel: Channel;
  /** tried in this order when it fails */
  fallbacks: Channel[];
  /** epoch ms; later than now where a contact's quiet hours or a bundle say so */
  dueAt: number;
}

export interface Round {
  calls: Call[];
  /** people whom no channel of this platform reaches */
  unreachable: number;
  /** nobody is there to be called, on purpose */
  quiet?: boolean;
}

export interface EscalateOptions {
  /** the policy that an incident of this priority would follow now */
  policyOf: (priority: Priority) => Policy;
  /** who is called when these steps are due */
  callFor: (occurrences: readonly Occurrence[], priority: Priority) => Round;
}

/** A call that was written down and has to go out. */
export interface QueuedCall {
  id: string;
  channel: Channel;
  priority: Priority;
  dueAt: number;
}

export type Escalated =
  | {
      outcome: 'round';
      round: number;
      lateMs: number;
      calls: QueuedCall[];
      called: number;
      unreachable: number;
      nextAt: number;
    }
  /** not yet, or no longer: taken, resolved, or another worker has just done it */
  | { outcome: 'not_due'; dueAt: number | undefined };

const DAY_S = 86_400;

/**
 * Makes the round of calls of an incident that is due, in one transaction: who is called, the next deadline, the
 * event, the audit row. Safe to call at any moment, any number of times and from several processes at once: the
 * row decides whether something is due, and whoever holds it does it.
 *
 * Whatever was due since (an outage) is made up for in one round, each step once. A round that reaches nobody brings
 * the next step forward: waiting would help nobody.
 * @param now epoch ms
 */
export async function escalate(
  store: Store,
  incidentId: string,
  now: number,
  { policyOf, callFor }: EscalateOptions,
): Promise<Escalated> {
  return store.transaction().execute(async (trx) => {
    const row = await lockIncident(trx, (incidents) => incidents.where('id', '=', incidentId));
    const deadline = row && (await readDeadline(trx, incidentId, now));
    if (row?.facts.state !== 'open' || deadline?.due !== true) {
      return { outcome: 'not_due', dueAt: deadline?.dueAt };
    }
    const { priority } = row.facts;
    const policy = row.policy?.priority === priority ? row.policy : policyOf(priority);
    // A clock that was set back must not make the round late to its own time.
    const dueAt = Math.min(deadline.dueAt, now);
    const reached = deadline.offset + Math.floor((now - dueAt) / 1_000);
    // Let go: everybody who had been called is called again, for some were told that they need not go.
    const calledBefore = row.rounds > 0 && deadline.offset === row.offset;
    const occurrences = dueWithin(policy.steps, calledBefore ? 0 : deadline.offset, reached);
    const round = occurrences.length === 0 ? NOBODY : callFor(occurrences, priority);

    const offset = Math.max(deadline.offset, ...occurrences.map((occurrence) => occurrence.offset));
    const next = nextOffset(policy.steps, reached) ?? reached + DAY_S;
    const isNewStep = dueWithin(policy.steps, next, next).some(({ repetition }) => repetition === 0);
    const bringsForward = round.calls.length === 0 && round.quiet !== true && isNewStep;
    const nextAt = bringsForward ? now : dueAt + (next - deadline.offset) * 1_000;
    const calls = await writeRound(trx, { row, policy, round, offset, next, nextAt, now });
    return {
      outcome: 'round',
      round: row.rounds,
      lateMs: now - dueAt,
      calls,
      called: round.calls.length,
      unreachable: round.unreachable,
      nextAt,
    };
  });
}

const NOBODY: Round = { calls: [], unreachable: 0, quiet: true };

async function readDeadline(trx: Transaction<Tables>, incidentId: string, now: number) {
  const row = await trx
    .selectFrom('deadlines')
    .select(['due_at', 'offset_s', isDue(now).as('due')])
    .where('incident_id', '=', incidentId)
    .where('kind', '=', 'escalation')
    .executeTakeFirst();
  return row && { dueAt: row.due_at.getTime(), offset: row.offset_s, due: row.due };
}

interface Written {
  row: LockedIncident;
  policy: Policy;
  round: Round;
  /** the place in the policy of this round, and of the next, in seconds */
  offset: number;
  next: number;
  nextAt: number;
  now: number;
}

async function writeRound(
  trx: Transaction<Tables>,
  { row, policy, round, offset, next, nextAt, now }: Written,
): Promise<QueuedCall[]> {
  const at = new Date(now);
  const rows = round.calls.map((call) => toRow(call));
  const people = new Set(round.calls.map(({ recipient }) => recipient.id)).size;
  const detail = { round: row.rounds, offset, called: people };
  const record = {
    ...detail,
    calls: round.calls.map(({ recipient, channel }) => `${channel} ${recipient.kind}:${recipient.id}`),
    policy: policy.id ?? 'default',
    version: policy.version,
    unreachable: round.unreachable,
  };
  await sql`
    with changed as (
      update incidents set policy = ${JSON.stringify(policy)}::jsonb, escalation_round = escalation_round + 1,
        escalation_offset = ${offset}, version = version + 1, updated_at = ${at}
      where id = ${row.id}
    ), happened as (
      insert into incident_events (id, incident_id, type, at, received_at, detail)
      values (${newId()}, ${row.id}, 'escalated', ${at}, ${at}, ${JSON.stringify(detail)}::jsonb)
    ), due as (
      update deadlines set step = ${row.rounds + 1}, offset_s = ${next}, due_at = ${new Date(nextAt)}, set_at = ${at}
      where incident_id = ${row.id} and kind = 'escalation'
    ), called as (
      insert into notifications (id, incident_id, purpose, round, priority, recipient_kind, recipient_id,
                                 recipient_name, person, channel, fallbacks, state, created_at, due_at, finished_at)
      select c.id, ${row.id}::uuid, 'alarm', ${row.rounds}::integer, ${row.facts.priority}::smallint, c.recipient_kind,
             c.recipient_id, c.recipient_name, c.person, c.channel, c.fallbacks, c.state, ${at}::timestamptz, c.due_at,
             case when c.state = 'delivered' then ${at}::timestamptz end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (
        id uuid, recipient_kind text, recipient_id uuid, recipient_name text, person text, channel text,
        fallbacks text[], state text, due_at timestamptz)
      on conflict do nothing
    )
    insert into audit (at, actor, action, subject, home_id, detail)
    values (${at}, 'system', 'incident.escalated', ${`incident:${row.id}`}, ${row.homeId},
            ${JSON.stringify(record)}::jsonb)
  `.execute(trx);
  return rows.flatMap(({ id, channel, state, dueAt }) =>
    state === 'queued' ? [{ id, channel, priority: row.facts.priority, dueAt }] : [],
  );
}

/** An operator in front of the screen has it in sight with the live event itself. */
function toRow({ recipient, channel, fallbacks, dueAt }: Call) {
  const state: NotificationState = channel === 'console' ? 'delivered' : 'queued';
  return {
    id: newId(),
    recipient_kind: recipient.kind,
    recipient_id: recipient.id,
    recipient_name: recipient.name,
    person: recipient.person,
    channel,
    fallbacks,
    state,
    dueAt,
    due_at: new Date(dueAt),
  };
}

/**
 * Incidents whose call is overdue: what a queue should have brought and did not.
 * @param now epoch ms; pass a moment a little in the past to leave the punctual ones to the queue
 */
export async function findOverdueCalls(store: Store, now: number, limit: number): Promise<string[]> {
  const rows = await store
    .selectFrom('deadlines')
    .innerJoin('incidents', 'incidents.id', 'deadlines.incident_id')
    .select('deadlines.incident_id')
    .where('kind', '=', 'escalation')
    .where(isDue(now))
    .orderBy('incidents.priority')
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.incident_id);
}
