import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deviceKindSchema } from '../../contracts/device.ts';
import { AnjuError } from '../../contracts/errors.ts';
import { deviceSchema, deviceWithSecretSchema, type Device } from '../../contracts/home.ts';
import { change } from '../../store/change.ts';
import {
  deleteDevice,
  findDevice,
  insertDevice,
  listDevices,
  speaksForOthers,
  updateDevice,
} from '../../store/device-admin.ts';
import { newDeviceSecret } from '../../store/device-secret.ts';
import { callerOf, EVERYONE, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { definedOf } from '../defined-of.ts';
import { checkReachable } from '../device-rules.ts';
import { idField, noContent, optionalText, pageOf, pageQuery } from '../fields.ts';
import { homeInScope } from '../in-scope.ts';

const INSTALLING: Access = ['admin', 'supervisor', 'installer'];
const homeParams = z.object({ homeId: idField });
const tags = ['devices'];
const listQuery = pageQuery.extend({ kind: deviceKindSchema.optional() });
const fields = z.strictObject({
  kind: deviceKindSchema,
  room: optionalText,
  model: optionalText,
  gatewayId: idField.nullable().optional(),
  ieeeAddress: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^0x[0-9a-f]{16}$/, 'must be 0x and 16 hex digits')
    .nullable()
    .optional(),
  friendlyName: optionalText,
});

/** As the handlers see both addresses of a device. */
type ByEither = z.ZodObject<{ homeId: z.ZodOptional<typeof idField>; deviceId: typeof idField }>;

/** What is installed in the homes. A device is found in its home and, by its id, also without it. */
export async function deviceRoutes(api: Api, { store, deviceChanged }: Context): Promise<void> {
  const find = async (request: FastifyRequest, id: string, homeId?: string): Promise<Device> => {
    const device = await findDevice(store, id);
    if (device === undefined || (homeId !== undefined && device.homeId !== homeId)) {
      throw new AnjuError('not_found', `there is no device ${id}`);
    }
    await homeInScope(store, request, device.homeId);
    return device;
  };

  api.route({
    method: 'GET',
    url: '/devices',
    config: { access: EVERYONE },
    schema: {
      tags,
      summary: 'List devices',
      querystring: listQuery.extend({ homeId: idField.optional() }),
      response: { 200: pageOf(deviceSchema) },
    },
    handler: async (request) => listDevices(store, { ...request.query, scope: callerOf(request).scope }),
  });

  api.route({
    method: 'GET',
    url: '/homes/:homeId/devices',
    config: { access: EVERYONE },
    schema: {
      tags,
      summary: 'List the devices of a home',
      params: homeParams,
      querystring: listQuery,
      response: { 200: pageOf(deviceSchema) },
    },
    handler: async (request) => {
      const home = await homeInScope(store, request, request.params.homeId);
      const { scope } = callerOf(request);
      return listDevices(store, { ...request.query, scope, homeId: home.id });
    },
  });

  api.route({
    method: 'POST',
    url: '/homes/:homeId/devices',
    config: { access: INSTALLING },
    schema: {
      tags,
      summary: 'Register a device; the answer holds the secret of what connects itself, once',
      params: homeParams,
      body: fields,
      response: { 201: deviceWithSecretSchema },
    },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const home = await homeInScope(store, request, request.params.homeId);
      const { gatewayId } = request.body;
      const gateway = gatewayId ? await findDevice(store, gatewayId) : undefined;
      checkReachable({ ...request.body, homeId: home.id }, gateway);
      const made = gatewayId ? undefined : newDeviceSecret();
      const device = await change(store, async (trx) => {
        const result = await insertDevice(trx, home.id, { ...request.body, secretHash: made?.hash });
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'device.added',
            subject: `device:${result.id}`,
            homeId: home.id,
            detail: { ...request.body },
          },
        };
      });
      await deviceChanged({ deviceId: device.id, gatewayId: device.gatewayId });
      return reply.code(201).send({ ...device, ...(made && { secret: made.secret }) });
    },
  });

  const patchSchema = fields.partial().extend({
    /** a new secret; the old one is worth nothing from then on */
    rotateSecret: z.boolean().optional(),
  });
  const inHome = homeParams.extend({ deviceId: idField });
  const one = [
    { url: '/devices/:deviceId', params: inHome.omit({ homeId: true }) as unknown as ByEither },
    { url: '/homes/:homeId/devices/:deviceId', params: inHome as unknown as ByEither },
  ];
  for (const { url, params } of one) {
    api.route({
      method: 'GET',
      url,
      config: { access: EVERYONE },
      schema: { tags, summary: 'One device', params, response: { 200: deviceSchema } },
      handler: async (request) => find(request, request.params.deviceId, request.params.homeId),
    });

    api.route({
      method: 'PATCH',
      url,
      config: { access: INSTALLING },
      schema: {
        tags,
        summary: 'Change a device; `rotateSecret` gives it a new secret, shown once',
        params,
        body: patchSchema,
        response: { 200: deviceWithSecretSchema },
      },
      handler: async (request) => {
        const { principal } = callerOf(request);
        const device = await find(request, request.params.deviceId, request.params.homeId);
        const { rotateSecret = false, ...wanted } = request.body;
        const becomes = { ...device, ...definedOf(wanted) };
        const gateway = becomes.gatewayId ? await findDevice(store, becomes.gatewayId) : undefined;
        checkReachable(becomes, gateway);
        if (becomes.gatewayId && rotateSecret) {
          throw new AnjuError('bad_request', 'body.rotateSecret: a device behind a gateway has no secret');
        }
        if (
          device.kind === 'gateway' &&
          becomes.kind !== 'gateway' &&
          (await speaksForOthers(store, device.id))
        ) {
          throw new AnjuError('in_use', `other devices speak through the gateway ${device.id}`);
        }
        // Taken off its gateway it has to connect itself, and needs a secret for that.
        const needsSecret = rotateSecret || Boolean(device.gatewayId && !becomes.gatewayId);
        const made = needsSecret ? newDeviceSecret() : undefined;
        const secretHash = becomes.gatewayId ? null : made?.hash;
        const changed = await change(store, async (trx) => ({
          result: await updateDevice(trx, device.id, { ...wanted, secretHash }),
          audit: {
            actor: principal.id,
            action: made ? 'device.secret_rotated' : 'device.changed',
            subject: `device:${device.id}`,
            homeId: device.homeId,
            detail: { ...wanted },
          },
        }));
        await deviceChanged({ deviceId: device.id, gatewayId: device.gatewayId });
        if (changed.gatewayId !== device.gatewayId) {
          await deviceChanged({ deviceId: device.id, gatewayId: changed.gatewayId });
        }
        return { ...changed, ...(made && { secret: made.secret }) };
      },
    });

    api.route({
      method: 'DELETE',
      url,
      config: { access: INSTALLING },
      schema: { tags, summary: 'Remove a device', params, response: { 204: noContent } },
      handler: async (request, reply) => {
        const { principal } = callerOf(request);
        const device = await find(request, request.params.deviceId, request.params.homeId);
        await change(store, async (trx) => ({
          result: await deleteDevice(trx, device.id),
          audit: {
            actor: principal.id,
            action: 'device.removed',
            subject: `device:${device.id}`,
            homeId: device.homeId,
            detail: { kind: device.kind, room: device.room },
          },
        }));
        await deviceChanged({ deviceId: device.id, gatewayId: device.gatewayId });
        return reply.code(204).send();
      },
    });
  }
}
