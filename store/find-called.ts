import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../contracts/incident-transition.ts';
import type { Locale } from '../contracts/notification.ts';
import type { Relation } from '../contracts/people.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

/** Somebody who was called about an incident and may answer. */
export interface Called {
  notificationId: string;
  incidentId: string;
  actor: Actor;
  name: string;
  /** of a contact */
  relation?: Relation;
  locale: Locale;
  calledAt: Date;
  /** who asked them by name to go, and to do what */
  request?: { byName: string; instructions?: string };
}

/**
 * Who an alarm, or the request to go, went to. Undefined when there is no such message, or when the person is no longer a contact of that home
 * or no longer a user: what they could see then is not theirs any more.
 */
export async function findCalled(
  db: Store | Transaction<Tables>,
  notificationId: string,
): Promise<Called | undefined> {
  // What a provider hands back may be anything.
  if (!z.uuid().safeParse(notificationId).success) return undefined;
  const row = await db
    .selectFrom('notifications as n')
    .innerJoin('incidents as i', 'i.id', 'n.incident_id')
    .leftJoin('contacts as c', (join) =>
      join
        .onRef('c.id', '=', 'n.recipient_id')
        .onRef('c.home_id', '=', 'i.home_id')
        .on('n.recipient_kind', '=', 'contact'),
    )
    .leftJoin('users as u', (join) =>
      join.onRef('u.id', '=', 'n.recipient_id').on('n.recipient_kind', '=', 'user'),
    )
    .leftJoin('dispatches as o', 'o.id', 'n.dispatch_id')
    .leftJoin('users as ou', 'ou.id', 'o.by_user')
    .select([
      'o.instructions',
      'ou.name as asked_by',
      'n.incident_id',
      'n.created_at',
      'c.id as contact_id',
      'c.name as contact_name',
      'c.relation',
      'c.locale as contact_locale',
      'u.id as user_id',
      'u.name as user_name',
      'u.locale as user_locale',
    ])
    .where('n.id', '=', notificationId)
    .where('n.purpose', 'in', ['alarm', 'dispatch'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const common = {
    notificationId,
    incidentId: row.incident_id,
    calledAt: row.created_at,
    ...(row.asked_by !== null && {
      request: {
        byName: row.asked_by,
        ...(row.instructions !== null && { instructions: row.instructions }),
      },
    }),
  };
  if (row.contact_id !== null && row.contact_name !== null && row.relation !== null) {
    const actor: Actor = { kind: 'contact', id: row.contact_id, name: row.contact_name };
    const locale = row.contact_locale ?? 'zh-CN';
    return { ...common, actor, name: row.contact_name, relation: row.relation, locale };
  }
  if (row.user_id !== null && row.user_name !== null) {
    const actor: Actor = { kind: 'user', id: row.user_id, override: false };
    return { ...common, actor, name: row.user_name, locale: row.user_locale ?? 'zh-CN' };
  }
  return undefined;
}
