import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import type { Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField, limitField, pageOf } from '../fields.ts';
import { homeInScope } from '../in-scope.ts';

const READING: Access = ['admin', 'supervisor', 'operator', 'family'];
const DAY_MS = 86_400_000;
/** A device's clock may run up to 5 min ahead before the server's is used instead (CONTRACT: MQTT). */
const CLOCK_AHEAD_MS = 5 * 60_000;
const MAX_ITEMS = 100_000;

const readingSchema = z
  .object({ time: z.iso.datetime(), deviceId: z.string() })
  .catchall(z.union([z.string(), z.number(), z.boolean()]));

/** What the devices of a home said. */
export async function readingRoutes(api: Api, { store, readReadings }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/homes/:homeId/readings',
    config: { access: READING },
    schema: {
      tags: ['readings'],
      summary: 'The readings of a home, oldest first; the last 24 h unless said otherwise',
      params: z.object({ homeId: idField }),
      querystring: z.object({
        from: instantField.optional(),
        to: instantField.optional(),
        deviceId: idField.optional(),
        limit: limitField(MAX_ITEMS, MAX_ITEMS),
        cursor: z.string().max(100).optional(),
      }),
      response: { 200: pageOf(readingSchema) },
    },
    handler: async (request, reply) => {
      const home = await homeInScope(store, request, request.params.homeId);
      const now = Date.now();
      const { to = new Date(now + CLOCK_AHEAD_MS), limit, deviceId, cursor } = request.query;
      const { from = new Date(Math.min(now, to.getTime()) - DAY_MS) } = request.query;
      if (from > to) throw new AnjuError('bad_request', 'querystring.from: must not be after `to`');
      const answer = await readReadings({ homeId: home.id, deviceId, from, to, limit, cursor });
      // A hundred thousand items need no second look: they come from our own hand.
      reply.type('application/json').serializer((payload) => JSON.stringify(payload));
      return answer;
    },
  });
}
