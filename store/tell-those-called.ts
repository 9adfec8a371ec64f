import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Actor, IncidentFacts } from '../contracts/incident-transition.ts';
import type { Purpose } from '../contracts/notification.ts';
import type { LockedIncident } from './lock-incident.ts';
import type { Tables } from './schema.ts';

/**
 * Acceptance by anyone stops the other calls and tells those already called who has it; the end of an incident is
 * told to the contacts who were called (DOMAIN rule 4), and to whoever was sent, that nobody stands before the door of
 * a closed case; of a technical one only to who was sent and has not done it yet. Part of the transaction that makes it so: whatever crashes
 * afterwards, no call goes out and nobody is left thinking that they are the only one.
 */
export async function tellThoseCalled(
  trx: Transaction<Tables>,
  {
    row,
    facts,
    by,
    isGoing,
  }: { row: LockedIncident; facts: IncidentFacts; by: Actor | undefined; isGoing: boolean },
  now: number,
): Promise<void> {
  const wasTaken = row.facts.state === 'open' && facts.state !== 'open';
  const closed = facts.state === 'resolved' && row.facts.state !== 'resolved';
  if (wasTaken || closed) await cancelCalls(trx, { incidentId: row.id, closed, now });
  const technical = facts.priority === 3;
  if (closed) await tell(trx, row, { purpose: 'closed', by: undefined, now, onlySent: technical });
  else if (technical) return;
  else if (wasTaken || isGoing) await tell(trx, row, { purpose: 'stand_down', by, now });
}

async function cancelCalls(
  trx: Transaction<Tables>,
  { incidentId, closed, now }: { incidentId: string; closed: boolean; now: number },
): Promise<void> {
  await sql`
    update notifications set state = 'cancelled', finished_at = ${new Date(now)}
    where incident_id = ${incidentId} and state = 'queued'
      and (purpose in ('alarm', 'stand_down') or purpose = 'dispatch' and ${closed}::boolean)`.execute(trx);
}

/**
 * One message for each person who was called, by the way that reached them: in writing to who was rung. An operator
 * in front of the screen sees it there. Nobody who goes themselves is told that another has it: of two who go at the
 * same moment each would turn round because of the other. Nor is anybody who was sent by name: that stands until it
 * is over, and then they are told.
 */
async function tell(
  trx: Transaction<Tables>,
  row: LockedIncident,
  {
    purpose,
    by,
    now,
    onlySent = false,
  }: { purpose: Purpose; by: Actor | undefined; now: number; onlySent?: boolean },
): Promise<void> {
  const at = new Date(now);
  await sql`
    insert into notifications (id, incident_id, purpose, round, priority, recipient_kind, recipient_id,
                               recipient_name, person, channel, fallbacks, created_at, due_at, taken_by)
    select distinct on (n.recipient_id)
           gen_random_uuid(), n.incident_id, ${purpose}, ${row.rounds}::integer, n.priority, n.recipient_kind,
           n.recipient_id, n.recipient_name, n.person,
           case when n.channel = 'voice' then 'sms' else n.channel end,
           case when n.channel = 'voice' then array['email'] else '{}' end, ${at}, ${at},
           coalesce(${by?.kind === 'contact' ? by.name : null},
                    (select u.name from users u where u.id = ${by?.id ?? null}::uuid))
    from notifications n
    where n.incident_id = ${row.id} and n.purpose in ('alarm', 'dispatch') and n.channel <> 'console'
      and n.state in ('sending', 'sent', 'delivered', 'answered')
      and n.recipient_id is distinct from ${by?.id ?? null}::uuid
      and (${purpose} <> 'stand_down' or not (${goesAlready(row)} or ${WAS_SENT}))
      and (${purpose} <> 'closed' or n.recipient_kind <> 'user' or n.person = 'family' or n.purpose = 'dispatch')
      and (not ${onlySent}::boolean or n.purpose = 'dispatch' and exists (
        select 1 from dispatches o where o.id = n.dispatch_id and o.done_at is null))
    order by n.recipient_id, n.channel = 'voice', n.created_at
    on conflict do nothing`.execute(trx);
}

/** Whether the person of notification `n` was asked by name to go. */
const WAS_SENT = sql<boolean>`exists (
  select 1 from notifications s
  where s.incident_id = n.incident_id and s.recipient_id = n.recipient_id and s.purpose = 'dispatch')`;

/** Whether the person of notification `n` has said so since the incident was taken: before that the calls went on. */
function goesAlready({ facts }: LockedIncident): RawBuilder<boolean> {
  const since = facts.acknowledgement?.at;
  if (since === undefined) return sql<boolean>`false`;
  return sql<boolean>`exists (
    select 1 from answers a
    where a.incident_id = n.incident_id and a.contact_id = n.recipient_id and a.at >= ${new Date(since)}
      and (a.answer in ('going', 'arrived') or a.answer like 'outcome%'))`;
}
