import { sql } from 'kysely';
import type { Store } from './open-store.ts';

/** What was stored but makes no sense, kept for people to see. */
export interface QuarantinedMessage {
  /** position in the uplink log: `shard/lane/streamId/index` */
  id: string;
  receivedAt: Date;
  clientId: string;
  homeId?: string;
  topic: string;
  payload: Buffer;
  /** stable reason, e.g. `not_json`, `unknown_device`, `wrong_type` */
  code: string;
  /** one sentence that names the thing and the remedy */
  detail: string;
}

/** Kept per client: a device that floods nonsense must not fill the disk. The counter metric counts all. */
export const QUARANTINE_KEPT_PER_CLIENT = 500;

/** Adds messages; one that is there already stays one (the log is at-least-once). */
export async function addToQuarantine(store: Store, messages: readonly QuarantinedMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await store
    .insertInto('quarantine')
    .values(
      messages.map((message) => ({
        id: message.id,
        received_at: message.receivedAt,
        client_id: message.clientId,
        home_id: message.homeId ?? null,
        topic: message.topic,
        payload: message.payload,
        code: message.code,
        detail: message.detail,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const clients = [...new Set(messages.map((message) => message.clientId))];
  await sql`
    delete from quarantine q using (
      select id, row_number() over (partition by client_id order by received_at desc, id desc) as n
      from quarantine where client_id = any(${clients})
    ) old where q.id = old.id and old.n > ${QUARANTINE_KEPT_PER_CLIENT}`.execute(store);
}
