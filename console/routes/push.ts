import { z } from 'zod';
import { change } from '../../store/change.ts';
import { deletePushSubscription, upsertPushSubscription } from '../../store/push-subscriptions.ts';
import { callerOf, EVERYONE } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { noContent } from '../fields.ts';
import { targetUrl } from '../target-url.ts';

const tags = ['push'];
const endpointField = z.string().min(1).max(2_000);

/** Web Push: a browser subscribes for who is logged in at it. */
export async function pushRoutes(
  api: Api,
  { store, vapidPublicKey, allowLoopbackTargets: allowLoopback }: Context,
): Promise<void> {
  api.route({
    method: 'GET',
    url: '/push/key',
    config: { access: EVERYONE },
    schema: {
      tags,
      summary: 'The key to subscribe with (VAPID, RFC 8292); null where Web Push is not configured',
      response: { 200: z.object({ publicKey: z.string().nullable() }) },
    },
    handler: () => Promise.resolve({ publicKey: vapidPublicKey ?? null }),
  });

  api.route({
    method: 'POST',
    url: '/push/subscriptions',
    config: { access: EVERYONE },
    schema: {
      tags,
      summary: 'Tell me at this browser; with more than ten browsers the oldest is forgotten',
      body: z.object({
        endpoint: endpointField,
        /** as PushSubscription.toJSON() has them (RFC 8291) */
        keys: z.object({
          p256dh: z.string().regex(/^[\w-]{87}=?$/, 'must be 65 bytes in base64url'),
          auth: z.string().regex(/^[\w-]{22}(==)?$/, 'must be 16 bytes in base64url'),
        }),
      }),
      response: { 204: noContent },
    },
    handler: async (request, reply) => {
      const { id: userId } = callerOf(request).principal;
      const { endpoint: wanted, keys } = request.body;
      const endpoint = targetUrl(wanted, { field: 'body.endpoint', protocols: ['https:'], allowLoopback });
      await change(store, async (trx) => ({
        result: await upsertPushSubscription(trx, { userId, endpoint, ...keys }),
        // The endpoint lets anybody knock at this browser: its host says enough.
        audit: {
          actor: userId,
          action: 'push.subscribed',
          subject: `user:${userId}`,
          detail: { host: new URL(endpoint).host },
        },
      }));
      return reply.code(204).send();
    },
  });

  api.route({
    method: 'DELETE',
    url: '/push/subscriptions',
    config: { access: EVERYONE },
    schema: {
      tags,
      summary: 'Tell me at this browser no more',
      body: z.object({ endpoint: endpointField }),
      response: { 204: noContent },
    },
    handler: async (request, reply) => {
      const { id: userId } = callerOf(request).principal;
      // As it was kept: written the way URLs are written.
      const { endpoint } = request.body;
      const href = URL.canParse(endpoint) ? new URL(endpoint).href : endpoint;
      await change(store, async (trx) => ({
        result: await deletePushSubscription(trx, { userId, endpoint: href }),
        audit: { actor: userId, action: 'push.unsubscribed', subject: `user:${userId}` },
      }));
      return reply.code(204).send();
    },
  });
}
