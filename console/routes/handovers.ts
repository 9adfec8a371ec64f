import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import {
  handoverDraftSchema,
  handoverSchema,
  NOTES_MAX,
  type Handover,
} from '../../contracts/handover-record.ts';
import { pointsWithin, tickSaid } from '../../contracts/handover.ts';
import { LIVE_EVENTS_MAX } from '../../contracts/incident.ts';
import { acceptHandover } from '../../store/accept-handover.ts';
import { change } from '../../store/change.ts';
import { draftHandover } from '../../store/draft-handover.ts';
import { findHandover, insertHandover, listHandovers, type StoredHandover } from '../../store/handovers.ts';
import { findHomePaths } from '../../store/homes.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { coversHome, type Scope } from '../../store/scope.ts';
import { callerOf, STAFF_READING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField, pageOf, pageQuery } from '../fields.ts';

const params = z.object({ handoverId: idField });
const tags = ['handover'];

/** Who goes signs what they leave; who comes signs that they have it. */
export async function handoverRoutes(api: Api, { store, now, incidentChanged }: Context): Promise<void> {
  /** What of them the reader may see. Homes that are gone since are for who sees everything. */
  const readable = async (scope: Scope, handovers: readonly StoredHandover[]): Promise<Handover[]> => {
    const homeIds = handovers.flatMap(({ points }) =>
      [...points.incidents, ...points.workOrders, ...points.maintenance].flatMap(
        ({ homeId }) => homeId ?? [],
      ),
    );
    const paths = scope.all ? new Map<string, string[]>() : await findHomePaths(store, [...new Set(homeIds)]);
    const sees = (id: string) => scope.all || coversHome(scope, { id, path: paths.get(id) ?? [] });
    return handovers.map((handover) => ({ ...handover, ...pointsWithin(handover.points, sees) }));
  };
  const one = async (scope: Scope, id: string): Promise<Handover> => {
    const stored = await findHandover(store, { id, scope });
    const [handover] = stored ? await readable(scope, [stored]) : [];
    if (handover === undefined) throw new AnjuError('not_found', `there is no handover ${id} of your areas`);
    return handover;
  };

  api.route({
    method: 'GET',
    url: '/handover/draft',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'What is open in your areas now: what a handover would leave to the next shift',
      response: { 200: handoverDraftSchema },
    },
    handler: async (request) => {
      const at = now();
      const points = await draftHandover(store, callerOf(request).scope, at);
      return { preparedAt: new Date(at).toISOString(), points };
    },
  });

  api.route({
    method: 'GET',
    url: '/handovers',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'Handovers of your areas, newest first; `waiting=true`: those nobody has signed for',
      querystring: pageQuery.extend({
        waiting: z
          .enum(['true', 'false'])
          .transform((text) => text === 'true')
          .optional(),
      }),
      response: { 200: pageOf(handoverSchema) },
    },
    handler: async (request) => {
      const { scope } = callerOf(request);
      const { items, ...rest } = await listHandovers(store, { ...request.query, scope });
      return { items: await readable(scope, items), ...rest };
    },
  });

  api.route({
    method: 'GET',
    url: '/handovers/:handoverId',
    config: { access: STAFF_READING },
    schema: { tags, summary: 'One handover', params, response: { 200: handoverSchema } },
    handler: async (request) => one(callerOf(request).scope, request.params.handoverId),
  });

  api.route({
    method: 'POST',
    url: '/handovers',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary:
        'Sign out: the open points are taken down as they are now. `said`: ids of the incidents, modes and (of work orders) homes that were talked about',
      body: z.strictObject({
        notes: z.string().trim().max(NOTES_MAX).default(''),
        said: z.array(idField).max(2_000).default([]),
        preparedAt: instantField.optional(),
      }),
      response: { 201: handoverSchema },
    },
    handler: async (request, reply) => {
      const { principal, scope } = callerOf(request);
      const { notes, said, preparedAt } = request.body;
      const at = now();
      const signedOutAt = new Date(at);
      const points = tickSaid(await draftHandover(store, scope, at), new Set(said));
      const id = await change(store, async (trx) => {
        const result = await insertHandover(trx, {
          scope,
          from: principal,
          preparedAt: preparedAt !== undefined && preparedAt < signedOutAt ? preparedAt : signedOutAt,
          signedOutAt,
          notes,
          points,
        });
        const { incidents, workOrders, maintenance, homes } = points;
        const counts = {
          incidents: incidents.length,
          overdue: incidents.filter(({ overdue }) => overdue !== undefined).length,
          workOrders: workOrders.length,
          maintenance: maintenance.length,
          unprotected: homes?.unprotected,
        };
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'handover.signed_out',
            subject: `handover:${result}`,
            detail: counts,
          },
        };
      });
      return reply.code(201).send(await one(scope, id));
    },
  });

  api.route({
    method: 'POST',
    url: '/handovers/:handoverId/accept',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'Sign in: somebody else signs for it; `takeLeases` makes what the other holds yours',
      params,
      body: z.strictObject({ takeLeases: z.boolean().default(false) }),
      response: { 200: handoverSchema },
    },
    handler: async (request) => {
      const { principal, scope } = callerOf(request);
      const { handoverId: id } = request.params;
      const { takeLeases } = request.body;
      const taken = await change(store, async (trx) => {
        const result = await acceptHandover(trx, { id, by: principal, scope, takeLeases }, now());
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'handover.signed_in',
            subject: `handover:${id}`,
            detail: { from: result.from, incidents: result.incidentIds },
          },
        };
      });
      const incidents = await readIncidents(store, taken.incidentIds, LIVE_EVENTS_MAX);
      for (const incident of incidents) incidentChanged(incident);
      return one(scope, id);
    },
  });
}
