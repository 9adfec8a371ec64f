import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { AnjuError } from '../contracts/errors.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** As long as an incident can last; after that whoever finds the message learns nothing from it. */
export const ANSWER_LINK_MS = 86_400_000;

/** One notification that its reader may answer, and nothing else. */
export interface AnswerLink {
  hash: Buffer;
  notificationId: string;
  expiresAt: Date;
}

/**
 * The token of a link, for `{PUBLIC_URL}/a/{token}`: 128 random bits in 22 characters. Only its hash is stored: what is
 * lost is made anew, a notification may have several.
 */
export function newAnswerToken(): { token: string; hash: Buffer } {
  const token = randomBytes(16).toString('base64url');
  return { token, hash: hashOf(token) };
}

/**
 * Makes a link for a notification and stores its hash.
 * @param contactId the notification's recipient
 * @param now epoch ms
 */
export async function createAnswerLink(
  db: Db,
  link: { notificationId: string; incidentId: string; contactId: string },
  now: number,
): Promise<string> {
  const { token, hash } = newAnswerToken();
  await db
    .insertInto('answer_links')
    .values({
      token_hash: hash,
      notification_id: link.notificationId,
      incident_id: link.incidentId,
      contact_id: link.contactId,
      created_at: new Date(now),
      expires_at: new Date(now + ANSWER_LINK_MS),
    })
    .execute();
  return token;
}

/**
 * The link behind a token. Whatever is asked for costs one look by its hash, so that time tells nothing.
 * @throws AnjuError `answer_link_unknown`, `answer_link_expired`; neither names the token
 */
export async function findAnswerLink(db: Db, token: string, now: number): Promise<AnswerLink> {
  const row = await db
    .selectFrom('answer_links')
    .select(['token_hash', 'notification_id', 'expires_at'])
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
  if (row === undefined) throw new AnjuError('answer_link_unknown', 'no message has this link');
  if (row.expires_at.getTime() <= now) {
    throw new AnjuError('answer_link_expired', 'links are valid for a day');
  }
  return { hash: row.token_hash, notificationId: row.notification_id, expiresAt: row.expires_at };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
