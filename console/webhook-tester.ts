import { composeTestMessage } from '../channels/compose-test-message.ts';
import { createHttpPost } from '../channels/http-post.ts';
import { SendError } from '../channels/send-error.ts';
import { createWebhookSender } from '../channels/webhook-sender.ts';
import type { WebhookTested } from '../contracts/webhook.ts';
import type { Logger } from '../service/create-logger.ts';
import { newId } from '../store/new-id.ts';

/** As long as a receiver may take for life safety (docs/webhooks.md), ms: a slower one fails its test. */
const TIMEOUT_MS = 5_000;

interface WebhookAddress {
  url: string;
  secret: string;
  format: 'json' | 'cap';
}

export type TestWebhook = (webhook: WebhookAddress) => Promise<WebhookTested>;

/** Sends a webhook a message that nobody can take for an incident, on the way and with the signature of a real one. */
export function webhookTester(options: { logger: Logger; publicUrl: string; allowLoopback: boolean }): {
  test: TestWebhook;
  stop: () => void;
} {
  const { allowLoopback } = options;
  const http = createHttpPost({ allowLoopback });
  const sender = createWebhookSender({
    ...options,
    http,
    timeouts: { lifeSafety: TIMEOUT_MS, other: TIMEOUT_MS },
    // Whoever tries wants to hear what the receiver says, not that it was silent before.
    breaker: { failures: Number.MAX_SAFE_INTEGER, pauseMs: 0 },
  });
  return {
    test: async (webhook) => {
      const started = performance.now();
      const ms = () => Math.round(performance.now() - started);
      const message = composeTestMessage({ locale: 'zh-CN', createdAt: new Date().toISOString() });
      try {
        const { status } = await sender.send({
          id: newId(),
          address: { kind: 'webhook', ...webhook },
          message,
        });
        return { delivered: true, ms: ms(), ...(status !== undefined && { status }) };
      } catch (error) {
        if (!(error instanceof SendError)) throw error;
        const { code, message: reason, providerCode } = error;
        const isStatus = providerCode !== undefined && /^[1-5]\d\d$/.test(providerCode);
        return {
          delivered: false,
          ms: ms(),
          code,
          reason,
          ...(isStatus && { status: Number(providerCode) }),
          ...(providerCode !== undefined && !isStatus && { cause: providerCode }),
        };
      }
    },
    stop: http.stop,
  };
}
