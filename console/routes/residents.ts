import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import { mobilitySchema, residentSchema } from '../../contracts/home.ts';
import { change } from '../../store/change.ts';
import {
  deleteResident,
  findResident,
  insertResident,
  listResidents,
  updateResident,
} from '../../store/residents.ts';
import { callerOf, MANAGING, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import {
  idField,
  nameField,
  noContent,
  optionalLongText,
  optionalText,
  pageOf,
  pageQuery,
} from '../fields.ts';
import { homeInScope } from '../in-scope.ts';

const READING: Access = ['admin', 'supervisor', 'operator', 'family'];
const homeParams = z.object({ homeId: idField });
const params = homeParams.extend({ residentId: idField });
const tags = ['residents'];
const fields = z.strictObject({
  name: nameField,
  birthDate: z.iso.date('must be a date (YYYY-MM-DD)').nullable().optional(),
  phone: optionalText,
  livesAlone: z.boolean().optional(),
  conditions: z.array(z.string().trim().min(1).max(200)).max(50).optional(),
  mobility: mobilitySchema.nullable().optional(),
  language: optionalText,
  notes: optionalLongText,
});

/** The people who live there. */
export async function residentRoutes(api: Api, { store }: Context): Promise<void> {
  const find = async (homeId: string, id: string) => {
    const resident = await findResident(store, homeId, id);
    if (resident === undefined) throw new AnjuError('not_found', `home ${homeId} has no resident ${id}`);
    return resident;
  };

  api.route({
    method: 'GET',
    url: '/homes/:homeId/residents',
    config: { access: READING },
    schema: {
      tags,
      summary: 'List the residents of a home',
      params: homeParams,
      querystring: pageQuery,
      response: { 200: pageOf(residentSchema) },
    },
    handler: async (request) => {
      const home = await homeInScope(store, request, request.params.homeId);
      return listResidents(store, home.id, request.query);
    },
  });

  api.route({
    method: 'POST',
    url: '/homes/:homeId/residents',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Add a resident',
      params: homeParams,
      body: fields,
      response: { 201: residentSchema },
    },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const resident = await change(store, async (trx) => {
        const result = await insertResident(trx, home.id, request.body);
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'resident.added',
            subject: `resident:${result.id}`,
            homeId: home.id,
          },
        };
      });
      return reply.code(201).send(resident);
    },
  });

  api.route({
    method: 'GET',
    url: '/homes/:homeId/residents/:residentId',
    config: { access: READING },
    schema: { tags, summary: 'One resident', params, response: { 200: residentSchema } },
    handler: async (request) => {
      const home = await homeInScope(store, request, request.params.homeId);
      return find(home.id, request.params.residentId);
    },
  });

  api.route({
    method: 'PATCH',
    url: '/homes/:homeId/residents/:residentId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Change a resident',
      params,
      body: fields.partial(),
      response: { 200: residentSchema },
    },
    handler: async (request) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const resident = await find(home.id, request.params.residentId);
      return change(store, async (trx) => ({
        result: await updateResident(trx, resident.id, request.body),
        audit: {
          actor: principal.id,
          action: 'resident.changed',
          subject: `resident:${resident.id}`,
          homeId: home.id,
          detail: { fields: Object.keys(request.body) },
        },
      }));
    },
  });

  api.route({
    method: 'DELETE',
    url: '/homes/:homeId/residents/:residentId',
    config: { access: MANAGING },
    schema: { tags, summary: 'Remove a resident', params, response: { 204: noContent } },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const resident = await find(home.id, request.params.residentId);
      await change(store, async (trx) => ({
        result: await deleteResident(trx, resident.id),
        audit: {
          actor: principal.id,
          action: 'resident.removed',
          subject: `resident:${resident.id}`,
          homeId: home.id,
        },
      }));
      return reply.code(204).send();
    },
  });
}
