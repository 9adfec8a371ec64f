import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import { userSchema, type User } from '../../contracts/home.ts';
import { principalSchema } from '../../contracts/people.ts';
import { writeAudit } from '../../store/audit.ts';
import { change } from '../../store/change.ts';
import { hashPassword } from '../../store/ensure-admin.ts';
import { deleteSessionsOf, sessionKey } from '../../store/sessions.ts';
import { findLogin, findUser, updateUser } from '../../store/users.ts';
import { callerOf, EVERYONE } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { newPasswordField, noContent, reachabilityFields } from '../fields.ts';
import { limitLogins } from '../limit-logins.ts';

const answerSchema = z.object({ user: principalSchema, csrfToken: z.string() });
const credentialsSchema = z.object({
  username: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(1000),
});

/** Log in, who am I, log out. */
export async function sessionRoutes(
  api: Api,
  { store, metrics, sessionEnded, rightsChanged }: Context,
): Promise<void> {
  const limit = limitLogins(api);
  // An unknown name costs the same time as a wrong password, so the time tells nobody which names exist.
  const nobody = await hashPassword(randomBytes(16).toString('hex'));

  /** @throws AnjuError `too_many_requests` while this name or address has to wait */
  const refuseTooMany = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const wait = await limit.secondsToWait(request);
    if (wait === undefined) return;
    metrics.logins.inc({ result: 'limited' });
    void reply.header('retry-after', wait);
    throw new AnjuError('too_many_requests', `too many failed logins; try again in ${wait} s`);
  };

  api.route({
    method: 'POST',
    url: '/session',
    config: { access: 'public', rateLimit: { max: 300, timeWindow: 60_000 } },
    schema: {
      tags: ['session'],
      summary: 'Log in',
      body: credentialsSchema,
      response: { 200: answerSchema },
    },
    handler: async (request, reply) => {
      const { username, password } = request.body;
      const origin = { username, ip: request.ip };
      await refuseTooMany(request, reply);
      const login = await findLogin(store, username);
      const right = await verify(login?.passwordHash ?? nobody, password);
      if (login === undefined || !right) {
        metrics.logins.inc({ result: 'wrong' });
        await limit.failed(request);
        await writeAudit(store, [
          {
            actor: login?.user.id ?? 'anonymous',
            action: 'session.refused',
            subject: 'session',
            detail: origin,
          },
        ]);
        throw new AnjuError('wrong_credentials', 'no user has this name and password');
      }
      metrics.logins.inc({ result: 'ok' });
      // A session id that somebody planted before the login is worth nothing after it.
      await request.session.regenerate();
      request.session.userId = login.user.id;
      request.session.renewedAt = Date.now();
      const csrfToken = reply.generateCsrf();
      await writeAudit(store, [
        { actor: login.user.id, action: 'session.opened', subject: 'session', detail: origin },
      ]);
      const { createdAt: _, ...user } = login.user;
      return { user, csrfToken };
    },
  });

  api.route({
    method: 'GET',
    url: '/session',
    config: { access: EVERYONE },
    schema: { tags: ['session'], summary: 'Who is logged in', response: { 200: answerSchema } },
    handler: async (request, reply) => ({
      user: callerOf(request).principal,
      csrfToken: reply.generateCsrf(),
    }),
  });

  api.route({
    method: 'GET',
    url: '/session/me',
    config: { access: EVERYONE },
    schema: { tags: ['session'], summary: 'What is known of me', response: { 200: userSchema } },
    handler: async (request) => (await findUser(store, callerOf(request).principal.id)) as User,
  });

  api.route({
    method: 'PATCH',
    url: '/session/me',
    config: { access: EVERYONE },
    schema: {
      tags: ['session'],
      summary: 'Change how I am reached: my phone, e-mail and language',
      body: z.strictObject(reachabilityFields),
      response: { 200: userSchema },
    },
    handler: async (request) => {
      const { id } = callerOf(request).principal;
      return change(store, async (trx) => ({
        result: await updateUser(trx, id, request.body),
        audit: {
          actor: id,
          action: 'user.changed',
          subject: `user:${id}`,
          detail: { fields: Object.keys(request.body) },
        },
      }));
    },
  });

  api.route({
    method: 'PUT',
    url: '/session/me/password',
    config: { access: EVERYONE },
    schema: {
      tags: ['session'],
      summary: 'Change my own password; all my other sessions end',
      body: z.strictObject({
        currentPassword: credentialsSchema.shape.password,
        newPassword: newPasswordField,
      }),
      response: { 200: z.object({ sessionsEnded: z.number().int() }) },
    },
    handler: async (request, reply) => {
      const { id, username } = callerOf(request).principal;
      const { currentPassword, newPassword } = request.body;
      await refuseTooMany(request, reply);
      const login = await findLogin(store, username);
      if (!(await verify(login?.passwordHash ?? nobody, currentPassword))) {
        await limit.failed(request);
        await writeAudit(store, [
          { actor: id, action: 'user.password_refused', subject: `user:${id}`, detail: { ip: request.ip } },
        ]);
        throw new AnjuError('wrong_password', 'currentPassword is not your password');
      }
      if (newPassword === currentPassword) {
        throw new AnjuError('bad_request', 'body.newPassword: must be another one than before');
      }
      const passwordHash = await hashPassword(newPassword);
      const mine = sessionKey(request.session.sessionId);
      const sessionsEnded = await change(store, async (trx) => {
        await updateUser(trx, id, { passwordHash });
        const ended = await deleteSessionsOf(trx, id, mine);
        return {
          result: ended,
          audit: {
            actor: id,
            action: 'user.password_changed',
            subject: `user:${id}`,
            detail: { sessionsEnded: ended },
          },
        };
      });
      rightsChanged();
      return { sessionsEnded };
    },
  });

  api.route({
    method: 'DELETE',
    url: '/session',
    config: { access: EVERYONE },
    schema: { tags: ['session'], summary: 'Log out', response: { 204: noContent } },
    handler: async (request, reply) => {
      const { principal } = callerOf(request);
      const key = sessionKey(request.session.sessionId);
      await request.session.destroy();
      sessionEnded(key);
      await writeAudit(store, [{ actor: principal.id, action: 'session.closed', subject: 'session' }]);
      return reply.code(204).send();
    },
  });
}
