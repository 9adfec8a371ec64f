import { z } from 'zod';
import { dutySchema } from '../../contracts/duty.ts';
import { AnjuError } from '../../contracts/errors.ts';
import { findAreaPaths } from '../../store/areas.ts';
import { change } from '../../store/change.ts';
import { deleteDuty, endDuties, findDuty, insertDuty, listDuties } from '../../store/duties.ts';
import { coversPath, type Scope } from '../../store/scope.ts';
import { findUser } from '../../store/users.ts';
import { callerOf, MANAGING, STAFF_READING, type Access } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField, noContent, pageOf, pageQuery } from '../fields.ts';

const DAY_MS = 86_400_000;
/** Whom escalation finds by role; nobody asks for an admin. */
const ON_DUTY: Access = ['supervisor', 'operator'];
const tags = ['duties'];
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Who is on duty when. Escalation calls them; where no roster says, everybody with the role. */
export async function dutyRoutes(api: Api, { store, now }: Context): Promise<void> {
  /** @throws AnjuError `not_found`, or `out_of_scope` when none of the user's areas is the caller's */
  const userInScope = async (scope: Scope, userId: string) => {
    const user = await findUser(store, userId);
    if (user === undefined) throw new AnjuError('not_found', `there is no user ${userId}`);
    const paths = [...(await findAreaPaths(store, user.areaIds)).values()];
    if (!scope.all && !paths.some((path) => coversPath(scope, path))) {
      throw new AnjuError('out_of_scope', `user ${userId} is outside your areas`);
    }
    return user;
  };

  api.route({
    method: 'GET',
    url: '/duties',
    config: { access: STAFF_READING },
    schema: {
      tags,
      summary: 'The roster between two moments; without `from`, what is running and what comes',
      querystring: pageQuery.extend({
        from: instantField.optional(),
        to: instantField.optional(),
        userId: idField.optional(),
      }),
      response: { 200: pageOf(dutySchema) },
    },
    handler: async (request) => {
      const { from = new Date(now()), ...query } = request.query;
      return listDuties(store, { ...query, from, scope: callerOf(request).scope });
    },
  });

  api.route({
    method: 'POST',
    url: '/duties',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Put somebody on the roster, for a day at most',
      body: z.strictObject({ userId: idField, startsAt: instant, endsAt: instant }),
      response: { 201: dutySchema },
    },
    handler: async (request, reply) => {
      const { principal, scope } = callerOf(request);
      const { userId, startsAt, endsAt } = request.body;
      checkSpan(startsAt, endsAt, 'body.endsAt');
      const user = await userInScope(scope, userId);
      if (!user.roles.some((role) => ['supervisor', 'operator', 'installer'].includes(role))) {
        throw new AnjuError(
          'bad_request',
          'body.userId: only supervisors, operators and installers have duties',
        );
      }
      const duty = await change(store, async (trx) => {
        const result = await insertDuty(trx, { userId, startsAt, endsAt });
        return { result, audit: { actor: principal.id, action: 'duty.added', ...subjectOf(result) } };
      });
      return reply.code(201).send(duty);
    },
  });

  api.route({
    method: 'DELETE',
    url: '/duties/:dutyId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Take somebody off the roster',
      params: z.object({ dutyId: idField }),
      response: { 204: noContent },
    },
    handler: async (request, reply) => {
      const { principal, scope } = callerOf(request);
      const duty = await findDuty(store, request.params.dutyId);
      if (duty === undefined) {
        throw new AnjuError('not_found', `there is no duty ${request.params.dutyId}`);
      }
      await userInScope(scope, duty.userId);
      await change(store, async (trx) => ({
        result: await deleteDuty(trx, duty.id),
        audit: { actor: principal.id, action: 'duty.removed', ...subjectOf(duty) },
      }));
      return reply.code(204).send();
    },
  });

  api.route({
    method: 'POST',
    url: '/duties/me',
    config: { access: ON_DUTY },
    schema: {
      tags,
      summary: 'I am on duty from now on; what was running ends',
      body: z.strictObject({ until: instant }),
      response: { 201: dutySchema },
    },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const startsAt = new Date(now());
      checkSpan(startsAt, request.body.until, 'body.until');
      const duty = await change(store, async (trx) => {
        await endDuties(trx, principal.id, startsAt);
        const result = await insertDuty(trx, {
          userId: principal.id,
          startsAt,
          endsAt: request.body.until,
        });
        return { result, audit: { actor: principal.id, action: 'duty.begun', ...subjectOf(result) } };
      });
      return reply.code(201).send(duty);
    },
  });

  api.route({
    method: 'DELETE',
    url: '/duties/me',
    config: { access: ON_DUTY },
    schema: { tags, summary: 'I am off duty from now on', response: { 204: noContent } },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      await change(store, async (trx) => {
        const ended = await endDuties(trx, principal.id, new Date(now()));
        return {
          result: undefined,
          audit: {
            actor: principal.id,
            action: 'duty.ended',
            subject: `user:${principal.id}`,
            detail: { userId: principal.id, ended },
          },
        };
      });
      return reply.code(204).send();
    },
  });
}

/** @throws AnjuError `bad_request` */
function checkSpan(from: Date, to: Date, field: string): void {
  const ms = to.getTime() - from.getTime();
  if (ms <= 0) throw new AnjuError('bad_request', `${field}: must be after the beginning`);
  if (ms > DAY_MS) throw new AnjuError('bad_request', `${field}: a duty lasts 24 hours at most`);
}

function subjectOf(duty: z.infer<typeof dutySchema>) {
  const { id, userId, startsAt, endsAt } = duty;
  return { subject: `duty:${id}`, detail: { userId, startsAt, endsAt } };
}
