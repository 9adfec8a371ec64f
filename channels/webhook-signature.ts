import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the clocks of sender and receiver may be apart, s. */
export const WEBHOOK_TOLERANCE_S = 300;

interface Signed {
  secret: string;
  id: string;
  /** epoch seconds */
  timestamp: number;
  body: string | Buffer;
}

/** `v1=` and the HMAC-SHA256 over `timestamp.id.body` in hex: what `anju-signature` holds. */
export function signWebhook({ secret, id, timestamp, body }: Signed): string {
  const mac = createHmac('sha256', secret).update(`${timestamp}.${id}.`).update(body);
  return `v1=${mac.digest('hex')}`;
}

export interface VerifyInput {
  secret: string;
  /** lower-case names, as Node has them */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** exactly the bytes that came, before any parsing */
  body: string | Buffer;
  now?: Date;
}

/**
 * Whether a request was signed with the secret within the last (or next) five minutes, compared in constant time.
 * A copy sent again within that time verifies too: keep the ids that were seen and drop those that come again.
 */
export function verifySignature({
  secret,
  headers,
  body,
  now = new Date(),
}: VerifyInput):
  { ok: true; id: string } | { ok: false; reason: 'malformed' | 'too_old_or_new' | 'wrong_signature' } {
  const { 'anju-id': id, 'anju-timestamp': time, 'anju-signature': signature } = headers;
  if (
    typeof id !== 'string' ||
    typeof time !== 'string' ||
    typeof signature !== 'string' ||
    !/^\d{1,12}$/.test(time)
  ) {
    return { ok: false, reason: 'malformed' };
  }
  const timestamp = Number(time);
  const expected = Buffer.from(signWebhook({ secret, id, timestamp, body }));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { ok: false, reason: 'wrong_signature' };
  }
  if (Math.abs(now.getTime() / 1_000 - timestamp) > WEBHOOK_TOLERANCE_S) {
    return { ok: false, reason: 'too_old_or_new' };
  }
  return { ok: true, id };
}
