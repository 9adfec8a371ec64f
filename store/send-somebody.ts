import { sql, type Transaction } from 'kysely';
import { DateTime } from 'luxon';
import type { CallContext } from '../contracts/call-context.ts';
import { chooseChannels, type Reach } from '../contracts/choose-channels.ts';
import { AnjuError } from '../contracts/errors.ts';
import type { Actor } from '../contracts/incident-transition.ts';
import type { Channel } from '../contracts/notification.ts';
import { contactCallee, userCallee, type Callee } from '../contracts/resolve-target.ts';
import type { DispatchedKind, SentOut } from '../contracts/sent-out.ts';
import { applyActionIn } from './apply-transition.ts';
import { findIncidentHome } from './find-incidents.ts';
import { lockIncident } from './lock-incident.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { findService } from './outside-services.ts';
import { readCallContext } from './read-call-context.ts';
import type { Tables } from './schema.ts';

export interface Sending {
  incidentId: string;
  /** nobody in particular: the state changes and nobody is told */
  to?: { kind: DispatchedKind; id: string } | undefined;
  instructions?: string | undefined;
  text?: string | undefined;
  by: Extract<Actor, { kind: 'user' }>;
  version?: number | undefined;
}

/** In writing first, so that address and instructions are at hand on the way; who has not read it is rung. */
const CHANNELS: readonly Channel[] = ['push', 'sms', 'voice', 'email'];
const NO_SCREEN: ReadonlySet<string> = new Set();

/**
 * Sends somebody to the door, in one transaction: the incident, its history, the order, and for a contact or a user
 * the message that asks them to go, which goes out like every other however this process ends.
 * @param configured channels that have a provider
 * @param now epoch ms
 * @throws AnjuError `not_found` for who does not belong to the home of this incident; what applyActionIn throws
 */
export async function sendSomebody(
  store: Store,
  sending: Sending,
  { configured, now }: { configured: ReadonlySet<Channel>; now: number },
): Promise<void> {
  const { incidentId, to, instructions, text, by, version } = sending;
  const action = { kind: 'dispatch', by } as const;
  const said = [instructions, text].filter(Boolean).join('\n') || undefined;
  await store.transaction().execute(async (trx) => {
    if (to === undefined) {
      await applyActionIn(trx, { incidentId, action, text: said, version }, now);
      return;
    }
    const sent = await whoIsSent(trx, incidentId, to, now);
    // The incident before the day's counter, as everybody else holds it first.
    const row = await lockIncident(trx, (incidents) => incidents.where('id', '=', incidentId));
    if (row === undefined) throw new AnjuError('not_found', `there is no incident ${incidentId}`);
    const id = newId();
    const number = await nextNumber(trx, sent.timezone, now);
    const order: SentOut = { id, number, to: { ...to, name: sent.name } };
    await applyActionIn(
      trx,
      {
        incidentId,
        action,
        text: said,
        version,
        detail: { dispatch: order },
        record: { dispatch: id, number, to: `${to.kind}:${to.id}` },
      },
      now,
    );
    const at = new Date(now);
    await trx
      .insertInto('dispatches')
      .values({
        id,
        number,
        incident_id: incidentId,
        to_kind: to.kind,
        to_id: to.id,
        to_name: sent.name,
        service_kind: sent.service ?? null,
        instructions: instructions ?? null,
        by_user: by.id,
        at,
      })
      .execute();
    if (sent.callee !== undefined) {
      const { rounds, facts } = row;
      const message = messageTo(sent.callee, {
        configured,
        present: NO_SCREEN,
        honourPreferences: facts.priority !== 1,
      });
      await trx
        .insertInto('notifications')
        .values({
          id: newId(),
          incident_id: incidentId,
          purpose: 'dispatch',
          round: rounds,
          priority: facts.priority,
          ...message,
          created_at: at,
          due_at: at,
          finished_at: message.state === 'failed' ? at : null,
          dispatch_id: id,
        })
        .execute();
    }
  });
}

interface Sent {
  name: string;
  timezone: string;
  /** whom a message is sent to; a service is phoned */
  callee?: Callee;
  service?: Tables['services']['kind'];
}

async function whoIsSent(
  trx: Transaction<Tables>,
  incidentId: string,
  to: NonNullable<Sending['to']>,
  now: number,
): Promise<Sent> {
  const home = await findIncidentHome(trx, incidentId);
  const people = home && (await readCallContext(trx, home.id, now));
  if (people === undefined) throw new AnjuError('not_found', `there is no incident ${incidentId}`);
  const { timezone, path } = people.home;
  if (to.kind === 'service') {
    const service = await findService(trx, to.id);
    if (service !== undefined && (service.areaId === undefined || path.includes(service.areaId))) {
      return { name: service.name, timezone, service: service.kind };
    }
  } else {
    const callee = calleeOf(to, people);
    if (callee !== undefined) return { name: callee.recipient.name, timezone, callee };
  }
  throw new AnjuError('not_found', `the home of this incident has no ${to.kind} ${to.id}`);
}

function calleeOf({ kind, id }: { kind: string; id: string }, people: CallContext): Callee | undefined {
  if (kind === 'contact') {
    const contact = people.contacts.find((each) => each.id === id);
    return contact && contactCallee(contact);
  }
  const user = people.users.find((each) => each.id === id);
  const [role] = user?.roles ?? [];
  return user && role && userCallee(user, role);
}

/** Who cannot be reached stands in the list of those called all the same, so that whoever sent them sees it. */
function messageTo(callee: Callee, { honourPreferences, ...reach }: Reach & { honourPreferences: boolean }) {
  const { recipient } = callee;
  const chosen = chooseChannels(CHANNELS, callee, { reach, honourPreferences });
  const [channel, ...fallbacks] = chosen.channels ?? [CHANNELS[1] as Channel];
  return {
    recipient_kind: recipient.kind,
    recipient_id: recipient.id,
    recipient_name: recipient.name,
    person: recipient.person,
    channel,
    fallbacks,
    ...(chosen.channels === undefined
      ? { state: 'failed' as const, code: chosen.obstacle, reason: chosen.reason }
      : { state: 'queued' as const }),
  };
}

/** `20261122-0007`: the day at the home, and how many orders it has had anywhere. */
async function nextNumber(trx: Transaction<Tables>, timezone: string, now: number): Promise<string> {
  const local = DateTime.fromMillis(now, { zone: timezone });
  const day = (local.isValid ? local : DateTime.fromMillis(now, { zone: 'utc' })).toFormat('yyyyMMdd');
  const { last } = await trx
    .insertInto('dispatch_days')
    .values({ day, last: 1 })
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet({ last: sql<number>`dispatch_days.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `${day}-${String(last).padStart(4, '0')}`;
}
