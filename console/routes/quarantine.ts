import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { readQuarantine } from '../../store/read-quarantine.ts';
import { callerOf, STAFF_READING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { limitField, pageOf } from '../fields.ts';
import { decodeCursor, encodeCursor } from '../time-cursor.ts';

const messageSchema = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  clientId: z.string(),
  homeId: z.string().optional(),
  topic: z.string(),
  payload: z.string(),
  /** `base64` for what is not text */
  encoding: z.enum(['utf8', 'base64']),
  code: z.string(),
  detail: z.string(),
});

/** What devices said that makes no sense. */
export async function quarantineRoutes(api: Api, { store }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/quarantine',
    config: { access: STAFF_READING },
    schema: {
      tags: ['quarantine'],
      summary: 'Messages that were stored but not understood, newest first',
      querystring: z.object({ limit: limitField(100, 1000), cursor: z.string().max(400).optional() }),
      response: { 200: pageOf(messageSchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const found = await readQuarantine(store, {
        scope: callerOf(request).scope,
        limit: limit + 1,
        after: after && { receivedAt: after.at, id: after.id },
      });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: found.slice(0, limit).map(({ payload, receivedAt, ...message }) => {
          const encoding = isUtf8(payload) ? ('utf8' as const) : ('base64' as const);
          return {
            ...message,
            receivedAt: receivedAt.toISOString(),
            payload: payload.toString(encoding),
            encoding,
          };
        }),
        ...(last && { nextCursor: encodeCursor({ at: last.receivedAt, id: last.id }) }),
      };
    },
  });
}
