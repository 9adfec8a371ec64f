import { z } from 'zod';
import { MAY_FIND, QUERY_MAX, searchAnswerSchema, SEARCH_KINDS } from '../../contracts/search.ts';
import { change } from '../../store/change.ts';
import { search } from '../../store/search.ts';
import { callerOf, EVERYONE } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { limitField } from '../fields.ts';
import { scopeOf } from '../scope-of.ts';

/** Everything that has a name, an address or a number, found by a few letters of it. */
export async function searchRoutes(api: Api, { store }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/search',
    config: { access: EVERYONE },
    schema: {
      tags: ['search'],
      summary:
        'Find residents, homes, contacts, devices, areas, users and incidents by name (also pinyin and initials), ' +
        'telephone number, address or id; `limit` of each kind. Leaves an audit row without what was typed',
      querystring: z.object({
        q: z.string().trim().min(1, 'must not be empty').max(QUERY_MAX),
        limit: limitField(6, 20),
      }),
      response: { 200: searchAnswerSchema },
    },
    handler: async (request) => {
      const { principal } = callerOf(request);
      const { q, limit } = request.query;
      // What somebody may find follows from the roles that may read it elsewhere, each with its own reach.
      const scopes = new Map(
        SEARCH_KINDS.filter((kind) => principal.roles.some((role) => MAY_FIND[kind].includes(role))).map(
          (kind) => [kind, scopeOf(principal, MAY_FIND[kind])],
        ),
      );
      return change(store, async (trx) => {
        const items = await search(trx, { q, limit, scopes });
        // Who looked, and how much they saw. Not for what: a name that was typed is personal data itself.
        const hits: Record<string, number> = {};
        for (const { kind } of items) hits[kind] = (hits[kind] ?? 0) + 1;
        return {
          result: { items },
          audit: {
            actor: principal.id,
            action: 'search.made',
            subject: `user:${principal.id}`,
            detail: { length: [...q].length, hits },
          },
        };
      });
    },
  });
}
