import { z } from 'zod';
import { auditEntrySchema } from '../../contracts/audit.ts';
import { readAudit } from '../../store/read-audit.ts';
import { callerOf, MANAGING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField, limitField, pageOf } from '../fields.ts';
import { homeInScope } from '../in-scope.ts';

const textField = z.string().trim().min(1).max(200).optional();
const query = z.object({
  subject: textField,
  actor: textField,
  action: textField,
  homeId: idField.optional(),
  from: instantField.optional(),
  to: instantField.optional(),
  limit: limitField(100, 1000),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the nextCursor of the page before')
    .optional(),
});

/** Who did what, as `npm run audit:verify` proves it. */
export async function auditRoutes(api: Api, { store }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/audit',
    config: { access: MANAGING },
    schema: {
      tags: ['audit'],
      summary:
        'Who did what in your areas, newest first; `subject` is `incident:{id}`, `home:{id}`, `user:{id}` …, `actor` a user id or `system`, `action` one of them (`incident.resolve`) or all of a kind (`incident.`)',
      querystring: query,
      response: { 200: pageOf(auditEntrySchema) },
    },
    handler: async (request) => {
      const { homeId } = request.query;
      const { scope } = callerOf(request);
      // Of a home that was removed the rows remain; only who sees everything may still ask for them.
      if (homeId !== undefined && !scope.all) await homeInScope(store, request, homeId);
      return readAudit(store, { ...request.query, scope });
    },
  });
}
