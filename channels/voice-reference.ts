import { createHash } from 'node:crypto';

/**
 * What a call's reports name the notification by. Aliyun's `OutId` takes 15 bytes for calls (IvrCall, "长度为 1~15
 * 个字节"), too few for a UUID: so it is 90 bits of the id's hash. Keep it with the notification, or compare
 * `call_id`, which the call itself returned unless it timed out.
 */
export function voiceReference(notificationId: string): string {
  return createHash('sha256').update(notificationId).digest('base64url').slice(0, 15);
}
