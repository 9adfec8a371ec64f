import { z } from 'zod';
import { boundarySchema } from '../../contracts/boundary.ts';
import { AnjuError } from '../../contracts/errors.ts';
import { areaDetailSchema, areaSchema, type Area } from '../../contracts/home.ts';
import { areaTimezone } from '../../store/area-timezone.ts';
import {
  countUsersOfArea,
  deleteArea,
  findArea,
  insertArea,
  listAreas,
  moveArea,
  renameArea,
  setAreaBoundary,
} from '../../store/areas.ts';
import { change } from '../../store/change.ts';
import { callerOf, MANAGING, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, nameField, noContent, pageOf, pageQuery } from '../fields.ts';
import { areaInScope } from '../in-scope.ts';

const READING: Access = ['admin', 'supervisor', 'operator', 'installer'];
const params = z.object({ areaId: idField });
const tags = ['areas'];

/** district › subdistrict › community */
export async function areaRoutes(api: Api, { store }: Context): Promise<void> {
  api.route({
    method: 'GET',
    url: '/areas',
    config: { access: READING },
    schema: {
      tags,
      summary: 'List areas; `below` gives one with all below it, `boundaries=true` says where each ends',
      querystring: pageQuery.extend({
        parentId: idField.optional(),
        below: idField.optional(),
        boundaries: z
          .enum(['true', 'false'])
          .transform((text) => text === 'true')
          .optional(),
      }),
      response: { 200: pageOf(areaSchema) },
    },
    handler: async (request) => listAreas(store, { ...request.query, scope: callerOf(request).scope }),
  });

  api.route({
    method: 'POST',
    url: '/areas',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Add an area',
      body: z.strictObject({
        name: nameField,
        parentId: idField.nullable().optional(),
        boundary: boundarySchema.optional(),
      }),
      response: { 201: areaSchema },
    },
    handler: async (request, reply) => {
      const { principal, scope } = callerOf(request);
      const { name, parentId, boundary } = request.body;
      if (!parentId && !scope.all)
        throw new AnjuError('out_of_scope', 'only an admin adds an area at the top');
      const parent = parentId ? await areaInScope(store, request, parentId) : undefined;
      const area = await change(store, async (trx) => {
        const result = await insertArea(trx, { name, parent, boundary });
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'area.added',
            subject: `area:${result.id}`,
            detail: { name, parentId },
          },
        };
      });
      return reply.code(201).send(area);
    },
  });

  api.route({
    method: 'GET',
    url: '/areas/:areaId',
    config: { access: READING },
    schema: {
      tags,
      summary: 'One area, with the time zone of most of its homes',
      params,
      response: { 200: areaDetailSchema },
    },
    handler: async (request) => {
      const { areaId } = request.params;
      const area = await areaInScope(store, request, areaId);
      return { ...area, timezone: await areaTimezone(store, { areaId, scope: callerOf(request).scope }) };
    },
  });

  api.route({
    method: 'PATCH',
    url: '/areas/:areaId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Rename or move an area, or say where it ends (`null`: not known)',
      params,
      body: z.strictObject({
        name: nameField.optional(),
        parentId: idField.nullable().optional(),
        boundary: boundarySchema.nullable().optional(),
      }),
      response: { 200: areaSchema },
    },
    handler: async (request) => {
      const { principal, scope } = callerOf(request);
      const { name, parentId, boundary } = request.body;
      const area = await areaInScope(store, request, request.params.areaId);
      if (parentId === null && !scope.all) {
        throw new AnjuError('out_of_scope', 'only an admin moves an area to the top');
      }
      const parent = parentId ? await areaInScope(store, request, parentId) : undefined;
      if (parent?.path.includes(area.id)) {
        throw new AnjuError('bad_request', 'body.parentId: an area cannot lie in itself or below itself');
      }
      return change(store, async (trx) => {
        if (name !== undefined) await renameArea(trx, area.id, name);
        if (parentId !== undefined) await moveArea(trx, area, parent);
        if (boundary !== undefined) await setAreaBoundary(trx, area.id, boundary);
        return {
          result: (await findArea(trx, area.id)) as Area,
          audit: {
            actor: principal.id,
            action: 'area.changed',
            subject: `area:${area.id}`,
            // A boundary is long and nobody's secret; that it was changed is what the trail must know.
            detail: { name, parentId, ...(boundary !== undefined && { boundary: boundary?.type ?? null }) },
          },
        };
      });
    },
  });

  api.route({
    method: 'DELETE',
    url: '/areas/:areaId',
    config: { access: MANAGING },
    schema: { tags, summary: 'Remove an empty area', params, response: { 204: noContent } },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const area = await areaInScope(store, request, request.params.areaId);
      await change(store, async (trx) => {
        const users = await countUsersOfArea(trx, area.id);
        if (users > 0) throw new AnjuError('in_use', `${users} users have the area ${area.name}`);
        await deleteArea(trx, area.id);
        return {
          result: undefined,
          audit: {
            actor: principal.id,
            action: 'area.removed',
            subject: `area:${area.id}`,
            detail: { name: area.name },
          },
        };
      });
      return reply.code(204).send();
    },
  });
}
