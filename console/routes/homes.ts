import { z } from 'zod';
import { homeSchema, locationSchema } from '../../contracts/home.ts';
import { change } from '../../store/change.ts';
import {
  deleteHome,
  findHome,
  insertHome,
  listHomes,
  updateHome,
  type PlacedHome,
} from '../../store/homes.ts';
import { callerOf, EVERYONE, MANAGING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, noContent, optionalLongText, pageOf, pageQuery } from '../fields.ts';
import { areaInScope, homeInScope } from '../in-scope.ts';
import { withoutWayIn } from '../without-way-in.ts';

const params = z.object({ homeId: idField });
const tags = ['homes'];
const addressField = z.string().trim().min(1, 'must not be empty').max(500);
const timezoneField = z
  .string()
  .refine(isTimezone, { error: 'must be a time zone of the IANA list (Asia/Shanghai)' });

/** The homes that are watched over. */
export async function homeRoutes(api: Api, { store }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/homes',
    config: { access: EVERYONE },
    schema: {
      tags,
      summary: 'List homes; `areaId` includes what lies below, `q` looks in addresses and names of residents',
      querystring: pageQuery.extend({
        areaId: idField.optional(),
        q: z.string().trim().min(1).max(100).optional(),
      }),
      response: { 200: pageOf(homeSchema) },
    },
    handler: async (request) => {
      const { principal, scope } = callerOf(request);
      const { items, ...rest } = await listHomes(store, { ...request.query, scope });
      return { ...rest, items: items.map((home) => withoutWayIn(home, principal)) };
    },
  });

  api.route({
    method: 'POST',
    url: '/homes',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Add a home',
      body: z.strictObject({
        areaId: idField,
        address: addressField,
        location: locationSchema.nullable().optional(),
        timezone: timezoneField.default('Asia/Shanghai'),
        access: optionalLongText,
      }),
      response: { 201: homeSchema },
    },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      await areaInScope(store, request, request.body.areaId);
      const home = await change(store, async (trx) => {
        const id = await insertHome(trx, request.body);
        return {
          result: (await findHome(trx, id)) as PlacedHome,
          audit: {
            actor: principal.id,
            action: 'home.added',
            subject: `home:${id}`,
            homeId: id,
            detail: { areaId: request.body.areaId },
          },
        };
      });
      return reply.code(201).send(home);
    },
  });

  api.route({
    method: 'GET',
    url: '/homes/:homeId',
    config: { access: EVERYONE },
    schema: { tags, summary: 'One home', params, response: { 200: homeSchema } },
    handler: async (request) =>
      withoutWayIn(await homeInScope(store, request, request.params.homeId), callerOf(request).principal),
  });

  api.route({
    method: 'PATCH',
    url: '/homes/:homeId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Change a home, or move it to another area',
      params,
      body: z.strictObject({
        areaId: idField.optional(),
        address: addressField.optional(),
        location: locationSchema.nullable().optional(),
        timezone: timezoneField.optional(),
        access: optionalLongText,
      }),
      response: { 200: homeSchema },
    },
    handler: async (request) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const { areaId } = request.body;
      if (areaId !== undefined) await areaInScope(store, request, areaId);
      return change(store, async (trx) => {
        await updateHome(trx, home.id, request.body);
        return {
          result: (await findHome(trx, home.id)) as PlacedHome,
          audit: {
            actor: principal.id,
            action: 'home.changed',
            subject: `home:${home.id}`,
            homeId: home.id,
            // Which fields, not what they say: the trail outlives what the law wants forgotten (PIPL).
            detail: { fields: Object.keys(request.body) },
          },
        };
      });
    },
  });

  api.route({
    method: 'DELETE',
    url: '/homes/:homeId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Remove a home that has no devices and no history',
      params,
      response: { 204: noContent },
    },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      await change(store, async (trx) => {
        await deleteHome(trx, home.id);
        return {
          result: undefined,
          audit: {
            actor: principal.id,
            action: 'home.removed',
            subject: `home:${home.id}`,
            homeId: home.id,
            detail: { areaId: home.areaId },
          },
        };
      });
      return reply.code(204).send();
    },
  });
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
