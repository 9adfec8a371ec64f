import { sql, type Transaction } from 'kysely';
import { dueWithin, nextOffset, type Occurrence } from '../contracts/policy-clock.ts';
import type { Channel, NotificationState, Recipient } from '../contracts/notification.ts';
import type { Priority } from '../contracts/alarm.ts';
import type { Policy } from '../contracts/policy.ts';
import { isDue } from './is-due.ts';
import { lockIncidents, type LockedIncident } from './lock-incident.ts';
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
  options: EscalateOptions,
): Promise<Escalated> {
  const done = await escalateAll(store, new Map([[incidentId, options]]), now);
  return done.get(incidentId) ?? NOT_DUE;
}

/**
 * The same for many incidents in one transaction.
 * @returns by incident
 */
export async function escalateAll(
  store: Store,
  incidents: ReadonlyMap<string, EscalateOptions>,
  now: number,
): Promise<Map<string, Escalated>> {
  const ids = [...incidents.keys()];
  if (ids.length === 0) return new Map();
  return store.transaction().execute(async (trx) => {
    const rows = await lockIncidents(trx, (all) => all.where('id', 'in', ids));
    const deadlines = await readDeadlines(trx, ids, now);
    const done = new Map<string, Escalated>();
    const written: Written[] = [];
    for (const row of rows) {
      const options = incidents.get(row.id);
      const deadline = deadlines.get(row.id);
      if (options === undefined || row.facts.state !== 'open' || deadline?.due !== true) {
        done.set(row.id, { outcome: 'not_due', dueAt: deadline?.dueAt });
        continue;
      }
      const { escalated, write } = planRound(row, deadline, now, options);
      done.set(row.id, escalated);
      written.push(write);
    }
    if (written.length > 0) await writeRounds(trx, written, now);
    return done;
  });
}

const NOBODY: Round = { calls: [], unreachable: 0, quiet: true };
const NOT_DUE: Escalated = { outcome: 'not_due', dueAt: undefined };

interface Deadline {
  dueAt: number;
  offset: number;
  due: boolean;
}

async function readDeadlines(
  trx: Transaction<Tables>,
  incidentIds: readonly string[],
  now: number,
): Promise<Map<string, Deadline>> {
  const rows = await trx
    .selectFrom('deadlines')
    .select(['incident_id', 'due_at', 'offset_s', isDue(now).as('due')])
    .where('incident_id', 'in', incidentIds)
    .where('kind', '=', 'escalation')
    .execute();
  return new Map(
    rows.map((row) => [row.incident_id, { dueAt: row.due_at.getTime(), offset: row.offset_s, due: row.due }]),
  );
}

/** Decides about the round of an incident that is due. */
function planRound(
  row: LockedIncident,
  deadline: Deadline,
  now: number,
  { policyOf, callFor }: EscalateOptions,
): { escalated: Escalated; write: Written } {
  const { priority } = row.facts;
  const followed = row.policy?.priority === priority ? row.policy : undefined;
  const policy = followed ?? policyOf(priority);
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
  const calls = round.calls.map(toRow);
  return {
    escalated: {
      outcome: 'round',
      round: row.rounds,
      lateMs: now - dueAt,
      calls: calls.flatMap(({ id, channel, state, dueAt }) =>
        state === 'queued' ? [{ id, channel, priority, dueAt }] : [],
      ),
      called: round.calls.length,
      unreachable: round.unreachable,
      nextAt,
    },
    write: { row, policy, begins: followed === undefined, round, calls, offset, next, nextAt },
  };
}

interface Written {
  row: LockedIncident;
  policy: Policy;
  /** the incident begins to follow this policy now */
  begins: boolean;
  round: Round;
  calls: ReturnType<typeof toRow>[];
  /** the place in the policy of this round, and of the next, in seconds */
  offset: number;
  next: number;
  nextAt: number;
}

async function writeRounds(
  trx: Transaction<Tables>,
  written: readonly Written[],
  now: number,
): Promise<void> {
  const at = new Date(now);
  // Thousands follow the same policy: it is sent once.
  const policies = [...new Set(written.flatMap(({ begins, policy }) => (begins ? [policy] : [])))];
  const rounds = written.map((write) => ({
    incident_id: write.row.id,
    home_id: write.row.homeId,
    round: write.row.rounds,
    priority: write.row.facts.priority,
    policy: write.begins ? policies.indexOf(write.policy) : null,
    reached: write.offset,
    next: write.next,
    next_at: new Date(write.nextAt),
    event_id: newId(),
    ...describeRound(write),
  }));
  const calls = written.flatMap(({ row, calls: mine }) =>
    mine.map(({ dueAt: _, ...call }) => ({ ...call, incident_id: row.id })),
  );
  await sql`
    with made as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rounds)}::jsonb) as r (
        incident_id uuid, home_id uuid, round integer, priority smallint, policy integer, reached integer,
        next integer, next_at timestamptz, event_id uuid, detail jsonb, record jsonb)
    ), changed as (
      update incidents i set
        policy = case when r.policy is null then i.policy else ${JSON.stringify(policies)}::jsonb -> r.policy end,
        escalation_round = i.escalation_round + 1, escalation_offset = r.reached, version = i.version + 1,
        updated_at = ${at}
      from made r where i.id = r.incident_id
    ), happened as (
      insert into incident_events (id, incident_id, type, at, received_at, detail)
      select event_id, incident_id, 'escalated', ${at}::timestamptz, ${at}::timestamptz, detail from made
    ), due as (
      update deadlines d set step = r.round + 1, offset_s = r.next, due_at = r.next_at, set_at = ${at}
      from made r where d.incident_id = r.incident_id and d.kind = 'escalation'
    ), called as (
      insert into notifications (id, incident_id, purpose, round, priority, recipient_kind, recipient_id,
                                 recipient_name, person, channel, fallbacks, state, created_at, due_at, finished_at)
      select c.id, r.incident_id, 'alarm', r.round, r.priority, c.recipient_kind, c.recipient_id, c.recipient_name,
             c.person, c.channel, c.fallbacks, c.state, ${at}::timestamptz, c.due_at,
             case when c.state = 'delivered' then ${at}::timestamptz end
      from jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) as c (
        incident_id uuid, id uuid, recipient_kind text, recipient_id uuid, recipient_name text, person text,
        channel text, fallbacks text[], state text, due_at timestamptz)
      join made r using (incident_id)
      on conflict do nothing
    )
    insert into audit (at, actor, action, subject, home_id, detail)
    select ${at}::timestamptz, 'system', 'incident.escalated', 'incident:' || incident_id, home_id, record from made
  `.execute(trx);
}

/** What the incident's history says of a round, and what the audit trail does. */
function describeRound({ row, policy, round, offset }: Written) {
  const people = new Set(round.calls.map(({ recipient }) => recipient.id)).size;
  const detail = { round: row.rounds, offset, called: people };
  const record = {
    ...detail,
    calls: round.calls.map(({ recipient, channel }) => `${channel} ${recipient.kind}:${recipient.id}`),
    policy: policy.id ?? 'default',
    version: policy.version,
    unreachable: round.unreachable,
  };
  return { detail, record };
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
export async function findOverdueCalls(
  store: Store,
  now: number,
  limit: number,
): Promise<{ incidentId: string; priority: Priority }[]> {
  return store
    .selectFrom('deadlines')
    .innerJoin('incidents', 'incidents.id', 'deadlines.incident_id')
    .select(['deadlines.incident_id as incidentId', 'incidents.priority'])
    .where('kind', '=', 'escalation')
    .where(isDue(now))
    .orderBy('incidents.priority')
    .orderBy('due_at')
    .limit(limit)
    .execute();
}
