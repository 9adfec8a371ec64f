import { sql, type Transaction } from 'kysely';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

/** Browsers make new subscriptions and forget the old: the oldest goes when there are more. */
const MAX_OF_USER = 10;

/**
 * Keeps a browser's subscription to Web Push. One that is known goes over to this user: somebody else has logged in
 * at the same browser, and must not go on telling the one before.
 */
export async function upsertPushSubscription(
  trx: Transaction<Tables>,
  { userId, endpoint, p256dh, auth }: { userId: string; endpoint: string; p256dh: string; auth: string },
): Promise<void> {
  const fields = { user_id: userId, p256dh, auth };
  await trx
    .insertInto('push_subscriptions')
    .values({ id: newId(), endpoint, ...fields })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet({ ...fields, created_at: new Date() }))
    .execute();
  await sql`
    delete from push_subscriptions where id in (
      select id from push_subscriptions where user_id = ${userId}
      order by created_at desc, id desc offset ${MAX_OF_USER})`.execute(trx);
}

/** @returns whether the user had it */
export async function deletePushSubscription(
  trx: Transaction<Tables>,
  { userId, endpoint }: { userId: string; endpoint: string },
): Promise<boolean> {
  const deleted = await trx
    .deleteFrom('push_subscriptions')
    .where('user_id', '=', userId)
    .where('endpoint', '=', endpoint)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/** Forgets a browser that has gone for good: its push service says so (RFC 8030, 404 or 410). */
export async function forgetPushSubscription(store: Store, endpoint: string): Promise<void> {
  await store.deleteFrom('push_subscriptions').where('endpoint', '=', endpoint).execute();
}
