import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import {
  outsideServiceSchema,
  serviceKindSchema,
  type OutsideService,
} from '../../contracts/outside-service.ts';
import { findArea } from '../../store/areas.ts';
import { change } from '../../store/change.ts';
import {
  deleteService,
  findService,
  insertService,
  listServices,
  updateService,
} from '../../store/outside-services.ts';
import { coversPath } from '../../store/scope.ts';
import { callerOf, MANAGING, STAFF_READING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, nameField, noContent, pageOf, pageQuery } from '../fields.ts';
import { areaInScope } from '../in-scope.ts';

const params = z.object({ serviceId: idField });
const tags = ['services'];
const fields = z.strictObject({
  kind: serviceKindSchema,
  name: nameField,
  // 119 is a number as well.
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d\s().-]{3,30}$/, 'must be a telephone number: digits, spaces, hyphens and a leading +'),
});

/** Outside services that operators phone: fire brigade, locksmith. */
export async function outsideServiceRoutes(api: Api, { store }: Context): Promise<void> {
  /** One of the platform is for admins; one of an area for who has the area. */
  const manageable = async (request: FastifyRequest, areaId: string | undefined): Promise<void> => {
    if (areaId !== undefined) await areaInScope(store, request, areaId);
    else if (!callerOf(request).scope.all) {
      throw new AnjuError('out_of_scope', 'only an admin manages services of the whole platform');
    }
  };
  const find = async (id: string): Promise<OutsideService> => {
    const service = await findService(store, id);
    if (service === undefined) throw new AnjuError('not_found', `there is no service ${id}`);
    return service;
  };
  const managed = async (request: FastifyRequest, id: string): Promise<OutsideService> => {
    const service = await find(id);
    await manageable(request, service.areaId);
    return service;
  };

  api.route({
    method: 'GET',
    url: '/services',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary:
        'List the outside services of your areas, of those below and above and of the platform; `areaId`: those that serve this area',
      querystring: pageQuery.extend({ areaId: idField.optional() }),
      response: { 200: pageOf(outsideServiceSchema) },
    },
    handler: async (request) => {
      const { areaId, ...query } = request.query;
      const area = areaId === undefined ? undefined : await areaInScope(store, request, areaId);
      return listServices(store, { ...query, scope: callerOf(request).scope, serving: area?.path });
    },
  });

  api.route({
    method: 'POST',
    url: '/services',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Add an outside service; without an area it serves the whole platform',
      body: fields.extend({ areaId: idField.nullable().optional() }),
      response: { 201: outsideServiceSchema },
    },
    handler: async (request, reply) => {
      const { areaId = null, ...rest } = request.body;
      await manageable(request, areaId ?? undefined);
      const { principal } = callerOf(request);
      const service = await change(store, async (trx) => {
        const result = await insertService(trx, { areaId, ...rest });
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'service.added',
            subject: `service:${result.id}`,
            detail: { areaId, kind: rest.kind, name: rest.name },
          },
        };
      });
      return reply.code(201).send(service);
    },
  });

  api.route({
    method: 'GET',
    url: '/services/:serviceId',
    config: { access: STAFF_READING },
    schema: { tags, summary: 'One outside service', params, response: { 200: outsideServiceSchema } },
    handler: async (request) => {
      const service = await find(request.params.serviceId);
      if (service.areaId !== undefined) await mayPhone(request, service.areaId);
      return service;
    },
  });

  api.route({
    method: 'PATCH',
    url: '/services/:serviceId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Change an outside service',
      params,
      body: fields.extend({ areaId: idField.nullable() }).partial(),
      response: { 200: outsideServiceSchema },
    },
    handler: async (request) => {
      const service = await managed(request, request.params.serviceId);
      const { areaId } = request.body;
      if (areaId !== undefined) await manageable(request, areaId ?? undefined);
      const { principal } = callerOf(request);
      return change(store, async (trx) => ({
        result: await updateService(trx, service.id, request.body),
        audit: {
          actor: principal.id,
          action: 'service.changed',
          subject: `service:${service.id}`,
          detail: { areaId: service.areaId, fields: Object.keys(request.body) },
        },
      }));
    },
  });

  api.route({
    method: 'DELETE',
    url: '/services/:serviceId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Remove an outside service; orders that it was given stay',
      params,
      response: { 204: noContent },
    },
    handler: async (request, reply) => {
      const service = await managed(request, request.params.serviceId);
      const { principal } = callerOf(request);
      await change(store, async (trx) => {
        await deleteService(trx, service.id);
        return {
          result: undefined,
          audit: {
            actor: principal.id,
            action: 'service.removed',
            subject: `service:${service.id}`,
            detail: { name: service.name, areaId: service.areaId },
          },
        };
      });
      return reply.code(204).send();
    },
  });

  /** @throws AnjuError `out_of_scope` unless the area is the caller's, or above or below one of theirs */
  const mayPhone = async (request: FastifyRequest, areaId: string): Promise<void> => {
    const { scope } = callerOf(request);
    const area = await findArea(store, areaId);
    if (scope.all || (area && coversPath(scope, area.path))) return;
    for (const id of scope.areaIds) if ((await findArea(store, id))?.path.includes(areaId)) return;
    throw new AnjuError('out_of_scope', `services of area ${areaId} are outside your areas`);
  };
}
