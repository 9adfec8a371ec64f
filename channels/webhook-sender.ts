import { allowedUrl } from './allowed-target.ts';
import { toCap } from './cap.ts';
import { guardSender, type GuardOptions } from './guard-sender.ts';
import { statusError, type HttpPost } from './http-post.ts';
import type { Message } from './message.ts';
import { needAddress } from './need-address.ts';
import type { Sender } from './sender.ts';
import { signWebhook } from './webhook-signature.ts';

export interface WebhookOptions extends GuardOptions {
  http: HttpPost;
  publicUrl: string;
  allowLoopback: boolean;
  now?: () => Date;
}

/**
 * Signed HTTP requests to a dispatch system, as JSON or CAP 1.2 (docs/webhooks.md). A 2xx is delivery.
 */
export function createWebhookSender(options: WebhookOptions): Sender {
  const { http, publicUrl, allowLoopback, now = () => new Date() } = options;
  const sender = new URL(publicUrl).host;
  const protocols = ['https:', 'http:'];
  return guardSender(
    {
      channel: 'webhook',
      provider: ({ address }) =>
        allowedUrl(needAddress(address, 'webhook').url, protocols, allowLoopback).origin,
      attempt: async ({ id, address, message }, signal) => {
        const { url, secret, format } = needAddress(address, 'webhook');
        const target = allowedUrl(url, protocols, allowLoopback);
        const body = Buffer.from(
          format === 'cap'
            ? toCap({ id, sender, addressee: target.host, message })
            : webhookJson(id, message),
        );
        const timestamp = Math.floor(now().getTime() / 1_000);
        const headers = {
          'content-type': format === 'cap' ? 'application/cap+xml' : 'application/json',
          'anju-id': id,
          'anju-timestamp': String(timestamp),
          'anju-signature': signWebhook({ secret, id, timestamp, body }),
        };
        const status = await http.post(target, headers, body, signal);
        const failed = statusError(status);
        if (failed) throw failed;
        return { delivered: true, status };
      },
    },
    options,
  );
}

/** The JSON format: what happened as data, and the same in words. */
function webhookJson(id: string, { locale, createdAt, title, text, priority, data }: Message): string {
  return JSON.stringify({ id, createdAt, priority, locale, title, text, ...data });
}
