import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { calleeKindSchema, callResultSchema } from '../../contracts/call.ts';
import { calleeSchema } from '../../contracts/callee.ts';
import { dispatchSchema } from '../../contracts/dispatch.ts';
import { incidentSchema, LIVE_EVENTS_MAX, type Incident } from '../../contracts/incident.ts';
import { CHANNELS } from '../../contracts/notification.ts';
import { dispatchedKindSchema } from '../../contracts/sent-out.ts';
import { checkItem } from '../../store/check-item.ts';
import { readConfiguredChannels } from '../../store/configured-channels.ts';
import { finishDispatch } from '../../store/finish-dispatch.ts';
import { listCallees } from '../../store/list-callees.ts';
import { listDispatches } from '../../store/list-dispatches.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { recordCall } from '../../store/record-call.ts';
import { sendSomebody } from '../../store/send-somebody.ts';
import { callerOf, STAFF_READING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField } from '../fields.ts';
import { incidentInScope } from '../in-scope.ts';
import { actionBody, actionText } from '../incident-actions.ts';

const params = z.object({ incidentId: idField });
const tags = ['incidents'];
const callBody = actionBody.extend({
  callee: z.object({ kind: calleeKindSchema, id: idField }),
  result: callResultSchema,
  note: actionText.optional(),
});
const checkBody = actionBody.extend({ item: z.string().trim().min(1).max(100), done: z.boolean() });
const dispatchBody = actionBody.extend({
  /** a name alone is what screens sent before people could be chosen: nobody is told */
  to: z.union([z.object({ kind: dispatchedKindSchema, id: idField }), actionText]).optional(),
  instructions: z.string().trim().max(500).optional(),
  note: actionText.optional(),
});

/** What an operator does about an incident that concerns somebody else: calls, the checklist, orders to go there. */
export async function incidentWorkRoutes(api: Api, { store, now, incidentChanged }: Context): Promise<void> {
  const by = (request: FastifyRequest) => {
    const { principal, override } = callerOf(request);
    return { kind: 'user', id: principal.id, override } as const;
  };
  const changed = async (incidentId: string): Promise<Incident> => {
    const [incident] = await readIncidents(store, [incidentId], LIVE_EVENTS_MAX);
    incidentChanged(incident as Incident);
    return incident as Incident;
  };

  api.route({
    method: 'GET',
    url: '/incidents/:incidentId/callees',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'Whom to ring or send about an incident: residents, contacts, users, outside services',
      params,
      response: { 200: z.object({ items: z.array(calleeSchema) }) },
    },
    handler: async (request) => {
      await incidentInScope(store, request, request.params.incidentId);
      return { items: await listCallees(store, request.params.incidentId, now()) };
    },
  });

  api.route({
    method: 'POST',
    url: '/incidents/:incidentId/calls',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'Write down a call and what came of it; by who holds the incident it renews the lease',
      params,
      body: callBody,
      response: { 200: incidentSchema },
    },
    handler: async (request) => {
      const { incidentId } = request.params;
      await incidentInScope(store, request, incidentId);
      const { callee, result, note, version } = request.body;
      const call = { incidentId, callee, result, note: note || undefined, version, by: by(request) };
      await recordCall(store, call, now());
      return changed(incidentId);
    },
  });

  api.route({
    method: 'POST',
    url: '/incidents/:incidentId/checks',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary:
        'Tick an item of the checklist, or take the tick away; by who holds the incident it renews the lease',
      params,
      body: checkBody,
      response: { 200: incidentSchema },
    },
    handler: async (request) => {
      const { incidentId } = request.params;
      await incidentInScope(store, request, incidentId);
      await checkItem(store, { ...request.body, incidentId, by: by(request) }, now());
      return changed(incidentId);
    },
  });

  api.route({
    method: 'POST',
    url: '/incidents/:incidentId/dispatch',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary:
        'Send someone to the door; a contact or user gets a message, an outside service an order to be phoned through',
      params,
      body: dispatchBody,
      response: { 200: incidentSchema },
    },
    handler: async (request) => {
      const { incidentId } = request.params;
      await incidentInScope(store, request, incidentId);
      const { to, instructions, note, version } = request.body;
      const name = typeof to === 'string' ? to : undefined;
      await sendSomebody(
        store,
        {
          incidentId,
          to: typeof to === 'string' ? undefined : to,
          instructions: instructions || undefined,
          text: [name, note].filter(Boolean).join(': ') || undefined,
          version,
          by: by(request),
        },
        // Where nobody has said yet what is configured, whoever sends it finds out.
        { configured: (await readConfiguredChannels(store)) ?? new Set(CHANNELS), now: now() },
      );
      return changed(incidentId);
    },
  });

  api.route({
    method: 'GET',
    url: '/incidents/:incidentId/dispatches',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'The orders of an incident with everything to print or read out, oldest first',
      params,
      response: { 200: z.object({ items: z.array(dispatchSchema) }) },
    },
    handler: async (request) => {
      await incidentInScope(store, request, request.params.incidentId);
      return { items: await listDispatches(store, request.params.incidentId) };
    },
  });

  api.route({
    method: 'POST',
    url: '/incidents/:incidentId/dispatches/:dispatchId/done',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'Whoever was sent has done it',
      params: params.extend({ dispatchId: idField }),
      response: { 200: z.object({ items: z.array(dispatchSchema) }) },
    },
    handler: async (request) => {
      const { incidentId, dispatchId } = request.params;
      await incidentInScope(store, request, incidentId);
      await finishDispatch(store, { incidentId, dispatchId, by: callerOf(request).principal.id }, now());
      return { items: await listDispatches(store, incidentId) };
    },
  });
}
