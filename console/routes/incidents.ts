import { z } from 'zod';
import { ALARM_TYPES } from '../../contracts/alarm.ts';
import { AnjuError } from '../../contracts/errors.ts';
import {
  DISPOSITIONS,
  INCIDENT_STATES,
  incidentSchema,
  LIVE_EVENTS_MAX,
  type Incident,
} from '../../contracts/incident.ts';
import { notificationSchema } from '../../contracts/notification.ts';
import { applyAction } from '../../store/apply-transition.ts';
import { findIncidents } from '../../store/find-incidents.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { readNotifications } from '../../store/read-notifications.ts';
import { callerOf, STAFF_READING, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField, limitField, pageOf } from '../fields.ts';
import { homeInScope, incidentInScope } from '../in-scope.ts';
import { INCIDENT_ACTIONS } from '../incident-actions.ts';
import { decodeCursor, encodeCursor } from '../time-cursor.ts';

const READING: Access = ['admin', 'supervisor', 'operator', 'family'];
const ACTING: Access = STAFF_READING;
const params = z.object({ incidentId: idField });
const tags = ['incidents'];
const listQuery = z.object({
  state: listOf(INCIDENT_STATES).optional(),
  type: listOf(ALARM_TYPES).optional(),
  disposition: listOf(DISPOSITIONS).optional(),
  homeId: idField.optional(),
  from: instantField.optional(),
  to: instantField.optional(),
  limit: limitField(50, 200),
  cursor: z.string().max(200).optional(),
});

/** What people handle, and what they do about it. */
export async function incidentRoutes(api: Api, { store, now, incidentChanged }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/incidents',
    config: { access: READING },
    schema: {
      tags,
      summary:
        'List incidents, newest first; `state`, `type` and `disposition` take several values, separated by commas',
      querystring: listQuery,
      response: { 200: pageOf(incidentSchema) },
    },
    handler: async (request) => {
      const { state, type, disposition, cursor, limit, ...rest } = request.query;
      if (rest.homeId !== undefined) await homeInScope(store, request, rest.homeId);
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      if (after && !idField.safeParse(after.id).success) {
        throw new AnjuError('bad_request', 'querystring.cursor: must be the nextCursor of the page before');
      }
      const found = await findIncidents(store, {
        ...rest,
        scope: callerOf(request).scope,
        states: state,
        types: type,
        dispositions: disposition,
        limit: limit + 1,
        after: after && { openedAt: after.at, id: after.id },
      });
      const ids = found.slice(0, limit).map(({ id }) => id);
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: await readIncidents(store, ids, LIVE_EVENTS_MAX),
        ...(last && { nextCursor: encodeCursor({ at: last.openedAt, id: last.id }) }),
      };
    },
  });

  api.route({
    method: 'GET',
    url: '/incidents/:incidentId',
    config: { access: READING },
    schema: { tags, summary: 'One incident with all its events', params, response: { 200: incidentSchema } },
    handler: async (request) => {
      await incidentInScope(store, request, request.params.incidentId);
      const [incident] = await readIncidents(store, [request.params.incidentId]);
      return incident;
    },
  });

  api.route({
    method: 'GET',
    url: '/incidents/:incidentId/notifications',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'What people were told of an incident, oldest first; of more than `limit` the newest',
      params,
      querystring: z.object({ limit: limitField(500, 2_000) }),
      response: { 200: z.object({ items: z.array(notificationSchema) }) },
    },
    handler: async (request) => {
      await incidentInScope(store, request, request.params.incidentId);
      return { items: await readNotifications(store, request.params.incidentId, request.query.limit) };
    },
  });

  for (const { name, summary, body, understand } of INCIDENT_ACTIONS) {
    api.route({
      method: 'POST',
      url: `/incidents/:incidentId/${name}`,
      config: { access: ACTING },
      schema: { tags, summary, params, body, response: { 200: incidentSchema } },
      handler: async (request) => {
        const { principal, override } = callerOf(request);
        const { incidentId } = request.params;
        await incidentInScope(store, request, incidentId);
        const { action, text } = understand(request.body, {
          kind: 'user',
          id: principal.id,
          override,
        });
        await applyAction(store, { incidentId, action, text, version: request.body.version }, now());
        const [incident] = await readIncidents(store, [incidentId], LIVE_EVENTS_MAX);
        incidentChanged(incident as Incident);
        return incident;
      },
    });
  }
}

/** One or more of these, separated by commas. */
function listOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z
    .string()
    .transform((text) => text.split(',').map((value) => value.trim()))
    .pipe(z.array(z.enum(values)).min(1));
}
