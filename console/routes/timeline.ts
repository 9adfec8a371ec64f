import { z } from 'zod';
import { timelineSchema } from '../../contracts/timeline.ts';
import { readHomeAlarms } from '../../store/read-home-alarms.ts';
import type { Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField } from '../fields.ts';
import { homeInScope } from '../in-scope.ts';
import { timelineRange } from '../timeline-range.ts';

const READING: Access = ['admin', 'supervisor', 'operator', 'family'];
const DAY_MS = 86_400_000;
const MOST_ALARMS = 5_000;

/** A home over hours or weeks: what a screen can show of it, without losing a door, an alarm or a silence. */
export async function timelineRoutes(api: Api, { store, readTimeline }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/homes/:homeId/timeline',
    config: { access: READING },
    schema: {
      tags: ['readings'],
      summary: 'A home over up to 31 days, counted in buckets; the last 24 h unless said otherwise',
      params: z.object({ homeId: idField }),
      querystring: z.object({
        from: instantField.optional(),
        to: instantField.optional(),
        /** seconds of a bucket */
        step: z.coerce.number().int().min(10).max(86_400).optional(),
      }),
      response: { 200: timelineSchema },
    },
    handler: async (request, reply) => {
      const home = await homeInScope(store, request, request.params.homeId);
      const { to = new Date(), step } = request.query;
      const range = timelineRange(request.query.from ?? new Date(to.getTime() - DAY_MS), to, step);
      const from = new Date(range.from);
      const [devices, { alarms, omitted }] = await Promise.all([
        readTimeline(home.id, range),
        readHomeAlarms(store, { homeId: home.id, from, to, limit: MOST_ALARMS }),
      ]);
      // A hundred thousand numbers need no second look: they come from our own hand.
      reply.type('application/json').serializer((payload) => JSON.stringify(payload));
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        stepSeconds: range.step / 1_000,
        heardStepSeconds: range.heardStep / 1_000,
        devices,
        alarms,
        ...(omitted > 0 && { alarmsOmitted: omitted }),
      };
    },
  });
}
