import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import { LIVE_EVENTS_MAX } from '../../contracts/incident.ts';
import {
  maintenanceModeSchema,
  maintenanceProblem,
  maintenanceSchema,
  maintenanceScopeSchema,
  maintenanceStateSchema,
  type Maintenance,
} from '../../contracts/maintenance.ts';
import { change } from '../../store/change.ts';
import { findDevice } from '../../store/device-admin.ts';
import { endMaintenanceEarly } from '../../store/end-maintenance.ts';
import {
  findMaintenance,
  insertMaintenance,
  listMaintenance,
  moveMaintenanceEnd,
} from '../../store/maintenance.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { callerOf, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField, pageOf, pageQuery } from '../fields.ts';
import { areaInScope, homeInScope } from '../in-scope.ts';

const READING: Access = ['admin', 'supervisor', 'operator', 'installer'];
const DOING: Access = ['admin', 'supervisor', 'installer'];
const params = z.object({ maintenanceId: idField });
const tags = ['maintenance'];
const bodySchema = z.strictObject({
  mode: maintenanceModeSchema,
  scope: maintenanceScopeSchema,
  scopeId: idField,
  reason: z.string().trim().min(3, 'must say why, in a few words').max(500),
  startsAt: instantField.optional(),
  endsAt: instantField,
});

/** Test and maintenance modes: each with an owner, a reason, a scope and an end. */
export async function maintenanceRoutes(api: Api, { store, now, incidentChanged }: Context): Promise<void> {
  const found = async (id: string): Promise<Maintenance> => {
    const maintenance = await findMaintenance(store, id, new Date(now()));
    if (maintenance === undefined) throw new AnjuError('not_found', `there is no maintenance ${id}`);
    return maintenance;
  };

  /** @returns the home it is about; undefined for an area */
  const placeInScope = async (
    request: FastifyRequest,
    { scope, scopeId }: Pick<Maintenance, 'scope' | 'scopeId'>,
  ): Promise<string | undefined> => {
    if (scope === 'area') {
      await areaInScope(store, request, scopeId);
      return undefined;
    }
    const device = scope === 'device' ? await findDevice(store, scopeId) : undefined;
    if (scope === 'device' && device === undefined) {
      throw new AnjuError('not_found', `there is no device ${scopeId}`);
    }
    return (await homeInScope(store, request, device?.homeId ?? scopeId)).id;
  };

  /** Its owner, or a supervisor of where it is. What it was about may have been removed: then it is admins'. */
  const mayChange = async (request: FastifyRequest, maintenance: Maintenance): Promise<void> => {
    const { principal, override, scope } = callerOf(request);
    if (!override && maintenance.ownerId !== principal.id) {
      throw new AnjuError(
        'role_forbids',
        `this is for its owner (${maintenance.byName}) and for supervisors`,
      );
    }
    if (!scope.all && maintenance.ownerId !== principal.id) await placeInScope(request, maintenance);
  };

  api.route({
    method: 'GET',
    url: '/maintenance',
    config: { access: READING },
    schema: {
      tags,
      summary: 'Test and maintenance modes, newest first; `state` takes several values, separated by commas',
      querystring: pageQuery.extend({
        state: z
          .string()
          .transform((text) => text.split(',').map((state) => state.trim()))
          .pipe(z.array(maintenanceStateSchema).min(1))
          .optional(),
        homeId: idField.optional(),
      }),
      response: { 200: pageOf(maintenanceSchema) },
    },
    handler: async (request) => {
      const { state, homeId, ...paging } = request.query;
      if (homeId !== undefined) await homeInScope(store, request, homeId);
      const { scope } = callerOf(request);
      return listMaintenance(store, { ...paging, scope, states: state, homeId, now: new Date(now()) });
    },
  });

  api.route({
    method: 'POST',
    url: '/maintenance',
    config: { access: DOING },
    schema: {
      tags,
      summary: 'Put a home, an area or a device into test or maintenance mode, now or later, until an end',
      body: bodySchema,
      response: { 201: maintenanceSchema },
    },
    handler: async (request, reply) => {
      const { principal, override } = callerOf(request);
      const { startsAt, endsAt, ...wanted } = request.body;
      const at = now();
      // Nothing starts in the past: what has been said by then was not said under it.
      const from = Math.max(at, startsAt?.getTime() ?? at);
      refuseTimes({ mode: wanted.mode, startsAt: from, endsAt: endsAt.getTime() }, at);
      if (wanted.scope === 'area' && !override) {
        throw new AnjuError('role_forbids', 'a whole area is for supervisors and admins');
      }
      const homeId = await placeInScope(request, wanted);
      const id = await change(store, async (trx) => {
        const fields = { ...wanted, startsAt: new Date(from), endsAt };
        const result = await insertMaintenance(trx, { ...fields, ownerId: principal.id });
        return { result, audit: auditOf(request, 'started', { id: result, homeId, detail: fields }) };
      });
      return reply.code(201).send(await found(id));
    },
  });

  api.route({
    method: 'GET',
    url: '/maintenance/:maintenanceId',
    config: { access: READING },
    schema: { tags, summary: 'One mode', params, response: { 200: maintenanceSchema } },
    handler: async (request) => {
      const { id } = await found(request.params.maintenanceId);
      const seen = await findMaintenance(store, id, new Date(now()), callerOf(request).scope);
      if (seen === undefined) throw new AnjuError('out_of_scope', `maintenance ${id} is outside your areas`);
      return seen;
    },
  });

  api.route({
    method: 'PATCH',
    url: '/maintenance/:maintenanceId',
    config: { access: DOING },
    schema: {
      tags,
      summary: 'Move its end; what waits for it moves along',
      params,
      body: z.strictObject({ endsAt: instantField }),
      response: { 200: maintenanceSchema },
    },
    handler: async (request) => {
      const maintenance = await found(request.params.maintenanceId);
      await mayChange(request, maintenance);
      const { endsAt } = request.body;
      const { id, mode, homeId } = maintenance;
      if (maintenance.state === 'ended') throw over(id);
      const at = now();
      refuseTimes({ mode, startsAt: Date.parse(maintenance.startsAt), endsAt: endsAt.getTime() }, at);
      await change(store, async (trx) => {
        if (!(await moveMaintenanceEnd(trx, { id, endsAt, now: new Date(at) }))) throw over(id);
        const detail = { endsAt, before: maintenance.endsAt };
        return { result: undefined, audit: auditOf(request, 'moved', { id, homeId, detail }) };
      });
      return found(id);
    },
  });

  api.route({
    method: 'POST',
    url: '/maintenance/:maintenanceId/end',
    config: { access: DOING },
    schema: {
      tags,
      summary: 'End it now; what is still open calls again',
      params,
      response: { 200: maintenanceSchema },
    },
    handler: async (request) => {
      const maintenance = await found(request.params.maintenanceId);
      await mayChange(request, maintenance);
      const { id } = maintenance;
      const raised = await endMaintenanceEarly(store, { id, by: callerOf(request).principal.id, now: now() });
      if (raised === undefined) throw over(id);
      for (const incident of await readIncidents(store, raised, LIVE_EVENTS_MAX)) incidentChanged(incident);
      return found(id);
    },
  });
}

function auditOf(
  request: FastifyRequest,
  what: 'started' | 'moved',
  { id, homeId, detail }: { id: string; homeId: string | undefined; detail: Record<string, unknown> },
) {
  return {
    actor: callerOf(request).principal.id,
    action: `maintenance.${what}`,
    subject: `maintenance:${id}`,
    ...(homeId !== undefined && { homeId }),
    detail,
  };
}

function over(id: string): AnjuError {
  return new AnjuError('maintenance_over', `maintenance ${id} is over`);
}

function refuseTimes(times: Parameters<typeof maintenanceProblem>[0], now: number): void {
  const problem = maintenanceProblem(times, now);
  if (problem !== undefined) throw new AnjuError('bad_request', `body.${problem}`);
}
