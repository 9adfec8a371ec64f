import { createHash } from 'node:crypto';
import webpush from 'web-push';
import type { Priority } from '../contracts/alarm.ts';
import { allowedUrl } from './allowed-target.ts';
import { guardSender, type GuardOptions } from './guard-sender.ts';
import { statusError, type HttpPost } from './http-post.ts';
import type { Message } from './message.ts';
import { needAddress } from './need-address.ts';
import { SendError } from './send-error.ts';
import type { Sender } from './sender.ts';

export interface PushOptions extends GuardOptions {
  http: HttpPost;
  vapid: { subject: string; publicKey: string; privateKey: string };
  allowLoopback: boolean;
}

/** How long a push service keeps what it cannot deliver, s: an old alarm is worse than none once others have acted. */
const TTL_S: Record<Priority, number> = { 1: 3_600, 2: 4 * 3_600, 3: 86_400 };

/** RFC 8030 §5.3. `high` wakes a phone that sleeps. */
const URGENCY: Record<Priority, 'high' | 'normal' | 'low'> = { 1: 'high', 2: 'high', 3: 'low' };

/** Web Push (RFC 8030, 8291, 8292). The push service cannot read it; a newer message replaces an older undelivered one. */
export function createPushSender(options: PushOptions): Sender {
  const { http, vapid, allowLoopback } = options;
  return guardSender(
    {
      channel: 'push',
      provider: ({ address }) =>
        allowedUrl(needAddress(address, 'push').endpoint, ['https:'], allowLoopback).origin,
      attempt: async ({ id, address, message }, signal) => {
        const { endpoint, p256dh, auth } = needAddress(address, 'push');
        const target = allowedUrl(endpoint, ['https:'], allowLoopback);
        const { headers, body } = encrypt({ endpoint, keys: { p256dh, auth } }, pushPayload(id, message), {
          vapidDetails: vapid,
          TTL: TTL_S[message.priority],
          urgency: URGENCY[message.priority],
          topic: pushTopic(message.topic),
        });
        const status = await http.post(target, headers, body, signal);
        const failed = pushError(status);
        if (failed) throw failed;
        return {};
      },
    },
    options,
  );
}

/** What the service worker gets: `tag` replaces an older one on the screen too. */
export function pushPayload(id: string, { title, short, link, topic, priority, data }: Message): string {
  return JSON.stringify({
    id,
    title,
    body: short,
    tag: topic,
    priority,
    purpose: data.purpose,
    ...(link && { link }),
  });
}

/** RFC 8030 §5.4: at most 32 characters of base64url. The push service learns nothing from it. */
function pushTopic(topic: string): string {
  return createHash('sha256').update(topic).digest('base64url').slice(0, 32);
}

function encrypt(
  subscription: webpush.PushSubscription,
  payload: string,
  options: webpush.RequestOptions,
): { headers: Record<string, string>; body: Buffer } {
  try {
    const { headers, body } = webpush.generateRequestDetails(subscription, payload, options);
    const named = Object.entries(headers).map(
      ([name, value]) => [name.toLowerCase(), String(value)] as const,
    );
    return { headers: Object.fromEntries(named), body };
  } catch {
    throw new SendError({
      code: 'bad_address',
      retry: false,
      message: 'the keys of the push subscription cannot be used; the browser has to subscribe again',
    });
  }
}

/** RFC 8030 §7.3: 404 and 410 mean that the subscription has ended. 401 and 403: it is not for this VAPID key. */
function pushError(status: number): SendError | undefined {
  if (status === 404 || status === 410) {
    return new SendError({
      code: 'gone',
      retry: false,
      message: 'the push subscription has ended; forget it',
      providerCode: String(status),
    });
  }
  return statusError(status);
}
