import { createHash } from 'node:crypto';

/** What a copy of a message is recognised by, short enough to be remembered with every alarm. */
export function payloadHash(payload: Buffer): string {
  return createHash('sha1').update(payload).digest('hex').slice(0, 16);
}
