import { z } from 'zod';
import { homeProtectionSchema } from '../../contracts/home-protection.ts';
import { areaProtectionSchema, mappedHomeSchema } from '../../contracts/home-state.ts';
import { PROTECTION_STATES, protectionStateSchema } from '../../contracts/protection.ts';
import { countProtection, listHomeStates, listUnprotected, type Box } from '../../store/home-states.ts';
import { readHomeProtection } from '../../store/read-home-protection.ts';
import { callerOf, EVERYONE, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, limitField, pageOf } from '../fields.ts';
import { areaInScope, homeInScope } from '../in-scope.ts';
import { decodeCursor, encodeCursor } from '../time-cursor.ts';

const WATCHING_AREAS: Access = ['admin', 'supervisor', 'operator'];
const tags = ['protection'];
/** A home is about 300 bytes: a page of a district's map is 1.5 MB at most. */
const HOMES_MAX = 5_000;

const boxField = z.string().transform((text, context): Box => {
  const [west, south, east, north, more] = text.split(',').map((part) => Number(part.trim() || Number.NaN));
  const box = [west, south, east, north].map((degrees) => degrees ?? Number.NaN);
  const [w = 0, s = 0, e = 0, n = 0] = box;
  if (more === undefined && box.every(Number.isFinite) && w <= e && s <= n) return [w, s, e, n];
  context.addIssue('must be west,south,east,north in degrees');
  return z.NEVER;
});

const statesField = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(protectionStateSchema))
  .default(PROTECTION_STATES.filter((state) => state !== 'protected'));

/** Which homes are really watched over, and why the others are not. */
export async function homeStateRoutes(api: Api, { store }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/home-states',
    config: { access: WATCHING_AREAS },
    schema: {
      tags,
      summary:
        'Homes with their protection and gravest open incident, for a map; `bbox` is west,south,east,north',
      querystring: z.object({
        areaId: idField.optional(),
        bbox: boxField.optional(),
        limit: limitField(1_000, HOMES_MAX),
        cursor: idField.optional(),
      }),
      response: { 200: pageOf(mappedHomeSchema) },
    },
    handler: async (request) => {
      const { areaId, bbox, ...query } = request.query;
      if (areaId !== undefined) await areaInScope(store, request, areaId);
      return listHomeStates(store, { ...query, areaId, box: bbox, scope: callerOf(request).scope });
    },
  });

  api.route({
    method: 'GET',
    url: '/unprotected',
    config: { access: WATCHING_AREAS },
    schema: {
      tags,
      summary: 'Homes that are not protected, since when and why; longest first',
      querystring: z.object({
        areaId: idField.optional(),
        state: statesField,
        limit: limitField(100, 1_000),
        cursor: z.string().optional(),
      }),
      response: { 200: pageOf(mappedHomeSchema) },
    },
    handler: async (request) => {
      const { areaId, state, limit, cursor } = request.query;
      if (areaId !== undefined) await areaInScope(store, request, areaId);
      const { homes, last } = await listUnprotected(store, {
        ...{ areaId, limit, states: state, scope: callerOf(request).scope },
        after: cursor === undefined ? undefined : decodeCursor(cursor),
      });
      return { items: homes, ...(last && { nextCursor: encodeCursor(last) }) };
    },
  });

  api.route({
    method: 'GET',
    url: '/protection',
    config: { access: WATCHING_AREAS },
    schema: {
      tags,
      summary: 'How many homes are in which state, for each area with all below it',
      querystring: z.object({ areaId: idField.optional() }),
      response: { 200: z.object({ items: z.array(areaProtectionSchema) }) },
    },
    handler: async (request) => {
      const { areaId } = request.query;
      if (areaId !== undefined) await areaInScope(store, request, areaId);
      return { items: await countProtection(store, { areaId, scope: callerOf(request).scope }) };
    },
  });

  api.route({
    method: 'GET',
    url: '/homes/:homeId/protection',
    config: { access: EVERYONE },
    schema: {
      tags,
      summary: 'Whether a home is protected, why not, and what each of its devices last said of itself',
      params: z.object({ homeId: idField }),
      response: { 200: homeProtectionSchema },
    },
    handler: async (request) => {
      const home = await homeInScope(store, request, request.params.homeId);
      return readHomeProtection(store, home.id);
    },
  });
}
