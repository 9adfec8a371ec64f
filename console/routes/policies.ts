import { z } from 'zod';
import type { Priority } from '../../contracts/alarm.ts';
import { policyInForceSchema, policyVersionSchema, stepsSchema, type Step } from '../../contracts/policy.ts';
import { findArea } from '../../store/areas.ts';
import { change } from '../../store/change.ts';
import { effectivePolicies } from '../../store/effective-policy.ts';
import { insertPolicyVersion, listPolicyVersions, newestVersions } from '../../store/policies.ts';
import { findWebhookIds } from '../../store/webhooks.ts';
import type { FastifyRequest } from 'fastify';
import { callerOf, MANAGING, STAFF_READING, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, limitField, noContent } from '../fields.ts';
import { areaInScope } from '../in-scope.ts';
import { checkSteps } from '../policy-rules.ts';

const PRIORITIES: readonly Priority[] = [1, 2, 3];
const priorityField = z
  .enum(['1', '2', '3'], 'must be 1, 2 or 3')
  .transform((text) => Number(text) as Priority);
const seenField = z.number().int().min(0).optional();
const tags = ['policies'];

/** An area by its path, itself first; the whole platform has none. */
interface Place {
  areaId: string | null;
  path: readonly string[];
}

interface Where<Params extends z.ZodObject> {
  prefix: string;
  params: Params;
  reading: Access;
  writing: Access;
  placeOf: (request: FastifyRequest, params: z.infer<Params>) => Promise<Place>;
}

/** Who is called when: for an area, and for the whole platform. */
export async function policyRoutes(api: Api, context: Context): Promise<void> {
  const { store } = context;
  policiesOf(api, context, {
    prefix: '/areas/:areaId/policies',
    params: z.object({ areaId: idField }),
    reading: STAFF_READING,
    writing: MANAGING,
    placeOf: async (request, { areaId }) => {
      const { id, path } = await areaInScope(store, request, areaId);
      return { areaId: id, path };
    },
  });
  policiesOf(api, context, {
    prefix: '/policies',
    params: z.object({}),
    reading: ['admin'],
    writing: ['admin'],
    placeOf: () => Promise.resolve({ areaId: null, path: [] }),
  });
}

function policiesOf<Params extends z.ZodObject>(api: Api, { store }: Context, where: Where<Params>): void {
  const { prefix, reading, writing, placeOf } = where;
  const params = where.params.extend({ priority: priorityField });
  const place = (request: FastifyRequest) => placeOf(request, request.params as z.infer<Params>);
  const priorityOf = (request: FastifyRequest) => (request.params as { priority: Priority }).priority;

  const inForce = async ({ areaId, path }: Place, priorities = PRIORITIES) => {
    const policies = await effectivePolicies(store, { areaPath: path });
    const own = await newestVersions(store, { areaId });
    return Promise.all(
      priorities.map(async (priority) => {
        const policy = policies[priority];
        const from = policy.areaId === undefined ? undefined : await findArea(store, policy.areaId);
        return {
          ...policy,
          source: sourceOf(policy, areaId),
          ...(from && { areaName: from.name }),
          ownVersion: own[priority],
        };
      }),
    );
  };

  const set = async (request: FastifyRequest, steps: readonly Step[] | null, seen: number | undefined) => {
    const { areaId, path } = await place(request);
    const priority = priorityOf(request);
    if (steps !== null) {
      checkSteps(steps, { priority, webhookIds: await findWebhookIds(store, path) });
    }
    const { principal } = callerOf(request);
    await change(store, async (trx) => {
      const version = await insertPolicyVersion(trx, { areaId, priority, steps, by: principal.id, seen });
      return {
        result: version,
        audit: {
          actor: principal.id,
          action: steps === null ? 'policy.inherited' : 'policy.set',
          subject: areaId === null ? 'platform' : `area:${areaId}`,
          detail: { priority, version, ...(steps && { steps }) },
        },
      };
    });
    return (await inForce({ areaId, path }, [priority]))[0];
  };

  api.route({
    method: 'GET',
    url: prefix,
    config: { access: reading },
    schema: {
      tags,
      summary: 'The policies in force here, by priority, and where each comes from',
      params: where.params,
      response: { 200: z.object({ items: z.array(policyInForceSchema) }) },
    },
    handler: async (request) => ({ items: await inForce(await place(request)) }),
  });

  api.route({
    method: 'GET',
    url: `${prefix}/:priority/versions`,
    config: { access: reading },
    schema: {
      tags,
      summary: 'What was set here, newest first; `before` is the last version seen',
      params,
      querystring: z.object({ limit: limitField(50, 200), before: z.coerce.number().int().optional() }),
      response: { 200: z.object({ items: z.array(policyVersionSchema) }) },
    },
    handler: async (request) => {
      const { areaId } = await place(request);
      const query = request.query as { limit: number; before?: number };
      return { items: await listPolicyVersions(store, { areaId, priority: priorityOf(request), ...query }) };
    },
  });

  api.route({
    method: 'PUT',
    url: `${prefix}/:priority`,
    config: { access: writing },
    schema: {
      tags,
      summary: 'Set a policy; incidents that are already calling keep theirs',
      params,
      body: z.strictObject({ steps: stepsSchema, version: seenField }),
      response: { 200: policyInForceSchema },
    },
    handler: async (request) => {
      const { steps, version } = request.body as { steps: Step[]; version?: number };
      return set(request, steps, version);
    },
  });

  api.route({
    method: 'DELETE',
    url: `${prefix}/:priority`,
    config: { access: writing },
    schema: {
      tags,
      summary: 'Set nothing here any more: what is inherited counts from now on',
      params,
      querystring: z.object({ version: z.coerce.number().int().min(0).optional() }),
      response: { 204: noContent },
    },
    handler: async (request, reply) => {
      const { version } = request.query as { version?: number };
      await set(request, null, version);
      return reply.code(204).send();
    },
  });
}

function sourceOf(
  { version, areaId }: { version: number; areaId?: string | undefined },
  here: string | null,
) {
  if (version === 0) return 'default' as const;
  if (areaId === undefined) return here === null ? ('here' as const) : ('platform' as const);
  return areaId === here ? ('here' as const) : ('above' as const);
}
