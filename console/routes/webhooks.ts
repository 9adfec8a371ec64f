import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import {
  webhookSchema,
  webhookTestedSchema,
  webhookWithSecretSchema,
  type Webhook,
} from '../../contracts/webhook.ts';
import { writeAudit } from '../../store/audit.ts';
import { change } from '../../store/change.ts';
import { isWebhookInUse } from '../../store/policies.ts';
import {
  deleteWebhook,
  findWebhook,
  findWebhookAddress,
  insertWebhook,
  listWebhooks,
  updateWebhook,
} from '../../store/webhooks.ts';
import { callerOf, MANAGING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, nameField, noContent, pageOf, pageQuery } from '../fields.ts';
import { areaInScope } from '../in-scope.ts';
import { targetUrl } from '../target-url.ts';

const params = z.object({ webhookId: idField });
const tags = ['webhooks'];
const fields = z.strictObject({
  name: nameField,
  url: z.string().trim().max(2_000),
  format: webhookSchema.shape.format,
});

/** Other programs that policies may call: dispatch centres, 119 and 120 gateways. */
export async function webhookRoutes(
  api: Api,
  { store, allowLoopbackTargets: allowLoopback, testWebhook }: Context,
): Promise<void> {
  // Each is a request to an address that somebody typed in: enough to try things out, too few to search a network.
  const limit = api.createRateLimit({
    max: 10,
    timeWindow: 60_000,
    keyGenerator: (request) => `webhook-test:${callerOf(request).principal.id}`,
  });
  const checked = (url: string): string =>
    targetUrl(url, { field: 'body.url', protocols: ['https:', 'http:'], allowLoopback });

  /** One of the platform is for admins; one of an area for who has the area. */
  const inScope = async (request: FastifyRequest, areaId: string | undefined): Promise<void> => {
    if (areaId !== undefined) await areaInScope(store, request, areaId);
    else if (!callerOf(request).scope.all) {
      throw new AnjuError('out_of_scope', 'only an admin manages webhooks of the whole platform');
    }
  };
  const find = async (request: FastifyRequest, id: string): Promise<Webhook> => {
    const webhook = await findWebhook(store, id);
    if (webhook === undefined) throw new AnjuError('not_found', `there is no webhook ${id}`);
    await inScope(request, webhook.areaId);
    return webhook;
  };

  api.route({
    method: 'GET',
    url: '/webhooks',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'List webhooks',
      querystring: pageQuery,
      response: { 200: pageOf(webhookSchema) },
    },
    handler: async (request) => listWebhooks(store, { ...request.query, scope: callerOf(request).scope }),
  });

  api.route({
    method: 'POST',
    url: '/webhooks',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Add a webhook; the secret that signs what it gets is shown this once',
      body: fields.extend({
        areaId: idField.nullable().optional(),
        format: fields.shape.format.default('json'),
      }),
      response: { 201: webhookWithSecretSchema },
    },
    handler: async (request, reply) => {
      const { areaId, name, format } = request.body;
      await inScope(request, areaId ?? undefined);
      const url = checked(request.body.url);
      const secret = newSecret();
      const { principal } = callerOf(request);
      const webhook = await change(store, async (trx) => {
        const result = await insertWebhook(trx, { areaId: areaId ?? null, name, url, format, secret });
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'webhook.added',
            subject: `webhook:${result.id}`,
            detail: { areaId, name, host: new URL(url).host, format },
          },
        };
      });
      return reply.code(201).send({ ...webhook, secret });
    },
  });

  api.route({
    method: 'GET',
    url: '/webhooks/:webhookId',
    config: { access: MANAGING },
    schema: { tags, summary: 'One webhook', params, response: { 200: webhookSchema } },
    handler: async (request) => find(request, request.params.webhookId),
  });

  api.route({
    method: 'PATCH',
    url: '/webhooks/:webhookId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Change a webhook; `rotateSecret` makes a new secret, shown this once',
      params,
      body: fields.partial().extend({ rotateSecret: z.boolean().optional() }),
      response: { 200: webhookWithSecretSchema },
    },
    handler: async (request) => {
      const webhook = await find(request, request.params.webhookId);
      const { rotateSecret, url, ...rest } = request.body;
      const secret = rotateSecret === true ? newSecret() : undefined;
      const wanted = { ...rest, url: url === undefined ? undefined : checked(url), secret };
      const { principal } = callerOf(request);
      return change(store, async (trx) => ({
        result: { ...(await updateWebhook(trx, webhook.id, wanted)), ...(secret && { secret }) },
        audit: {
          actor: principal.id,
          action: 'webhook.changed',
          subject: `webhook:${webhook.id}`,
          detail: { areaId: webhook.areaId, fields: Object.keys(request.body) },
        },
      }));
    },
  });

  api.route({
    method: 'POST',
    url: '/webhooks/:webhookId/test',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Send a test, signed like a real message, and say how it went; ten a minute',
      params,
      response: { 200: webhookTestedSchema },
    },
    handler: async (request, reply) => {
      const webhook = await find(request, request.params.webhookId);
      const turn = await limit(request);
      if (!turn.isAllowed && turn.isExceeded) {
        void reply.header('retry-after', turn.ttlInSeconds);
        throw new AnjuError('too_many_requests', `too many tests; try again in ${turn.ttlInSeconds} s`);
      }
      const address = await findWebhookAddress(store, webhook.id);
      if (address === undefined) throw new AnjuError('not_found', `there is no webhook ${webhook.id}`);
      const tested = await testWebhook(address);
      const { delivered, ms, status, code } = tested;
      // Afterwards: the trail says how it went as well.
      await writeAudit(store, [
        {
          actor: callerOf(request).principal.id,
          action: 'webhook.tested',
          subject: `webhook:${webhook.id}`,
          detail: { areaId: webhook.areaId, name: webhook.name, delivered, ms, status, code },
        },
      ]);
      return tested;
    },
  });

  api.route({
    method: 'DELETE',
    url: '/webhooks/:webhookId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Remove a webhook that no policy in force names',
      params,
      response: { 204: noContent },
    },
    handler: async (request, reply) => {
      const webhook = await find(request, request.params.webhookId);
      const { principal } = callerOf(request);
      await change(store, async (trx) => {
        if (await isWebhookInUse(trx, webhook.id)) {
          throw new AnjuError('in_use', `a policy calls the webhook ${webhook.name}`);
        }
        await deleteWebhook(trx, webhook.id);
        return {
          result: undefined,
          audit: {
            actor: principal.id,
            action: 'webhook.removed',
            subject: `webhook:${webhook.id}`,
            detail: { name: webhook.name, areaId: webhook.areaId },
          },
        };
      });
      return reply.code(204).send();
    },
  });
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
