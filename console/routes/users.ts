import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import { userSchema, type User } from '../../contracts/home.ts';
import { roleSchema } from '../../contracts/people.ts';
import { findAreaPaths } from '../../store/areas.ts';
import { change } from '../../store/change.ts';
import { hashPassword } from '../../store/ensure-admin.ts';
import { findHomePaths } from '../../store/homes.ts';
import { deleteSessionsOf } from '../../store/sessions.ts';
import { deleteUser, findUser, insertUser, listUsers, lockAdmins, updateUser } from '../../store/users.ts';
import { callerOf, MANAGING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { definedOf } from '../defined-of.ts';
import {
  idField,
  nameField,
  newPasswordField,
  noContent,
  pageOf,
  pageQuery,
  reachabilityFields,
} from '../fields.ts';
import { checkExisting, checkMayManage, type UserReach } from '../user-rules.ts';

const params = z.object({ userId: idField });
const tags = ['users'];
const idList = z
  .array(idField)
  .max(1000)
  .transform((ids) => [...new Set(ids)]);
const fields = z.strictObject({
  username: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\s\p{C}]+$/u, 'must not contain spaces'),
  name: nameField,
  password: newPasswordField,
  roles: z
    .array(roleSchema)
    .min(1, 'must name at least one role')
    .transform((roles) => [...new Set(roles)]),
  areaIds: idList.optional(),
  homeIds: idList.optional(),
  ...reachabilityFields,
});

/** The people who use the console. */
export async function userRoutes(api: Api, { store, principals, rightsChanged }: Context): Promise<void> {
  const reachOf = async (user: Pick<User, 'roles' | 'areaIds' | 'homeIds'>): Promise<UserReach> => ({
    ...user,
    areaPaths: await findAreaPaths(store, user.areaIds),
    homePaths: await findHomePaths(store, user.homeIds),
  });
  const find = async (id: string): Promise<User> => {
    const user = await findUser(store, id);
    if (user === undefined) throw new AnjuError('not_found', `there is no user ${id}`);
    return user;
  };

  api.route({
    method: 'GET',
    url: '/users',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'List users; `q` looks in names, phone numbers and e-mail addresses',
      querystring: pageQuery.extend({ q: z.string().trim().min(1).max(100).optional() }),
      response: { 200: pageOf(userSchema) },
    },
    handler: async (request) => listUsers(store, { ...request.query, scope: callerOf(request).scope }),
  });

  api.route({
    method: 'POST',
    url: '/users',
    config: { access: MANAGING },
    schema: { tags, summary: 'Add a user', body: fields, response: { 201: userSchema } },
    handler: async (request, reply) => {
      const { principal, scope } = callerOf(request);
      const { password, areaIds = [], homeIds = [], ...rest } = request.body;
      const reach = await reachOf({ ...rest, areaIds, homeIds });
      checkExisting(reach);
      checkMayManage(scope, reach);
      const passwordHash = await hashPassword(password);
      const user = await change(store, async (trx) => {
        const result = await insertUser(trx, { ...rest, areaIds, homeIds, passwordHash });
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'user.added',
            subject: `user:${result.id}`,
            detail: { username: rest.username, roles: rest.roles, areaIds, homeIds },
          },
        };
      });
      return reply.code(201).send(user);
    },
  });

  api.route({
    method: 'GET',
    url: '/users/:userId',
    config: { access: MANAGING },
    schema: { tags, summary: 'One user', params, response: { 200: userSchema } },
    handler: async (request) => {
      const user = await find(request.params.userId);
      checkMayManage(callerOf(request).scope, await reachOf(user));
      return user;
    },
  });

  api.route({
    method: 'PATCH',
    url: '/users/:userId',
    config: { access: MANAGING },
    schema: {
      tags,
      summary: 'Change a user; a new password ends all their sessions',
      params,
      body: fields.partial(),
      response: { 200: userSchema },
    },
    handler: async (request) => {
      const { principal, scope } = callerOf(request);
      const user = await find(request.params.userId);
      const { password, ...wanted } = request.body;
      checkMayManage(scope, await reachOf(user));
      const reach = await reachOf({ ...user, ...definedOf(wanted) });
      checkExisting(reach);
      checkMayManage(scope, reach);
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      const changed = await change(store, async (trx) => {
        if (wanted.roles !== undefined && !wanted.roles.includes('admin')) await keepAnAdmin(trx, user);
        const result = await updateUser(trx, user.id, { ...wanted, passwordHash });
        if (passwordHash !== undefined) await deleteSessionsOf(trx, user.id);
        return {
          result,
          audit: {
            actor: principal.id,
            action: 'user.changed',
            subject: `user:${user.id}`,
            detail: withoutPrivate(request.body),
          },
        };
      });
      principals.forget(user.id);
      rightsChanged();
      return changed;
    },
  });

  api.route({
    method: 'DELETE',
    url: '/users/:userId',
    config: { access: MANAGING },
    schema: { tags, summary: 'Remove a user and end their sessions', params, response: { 204: noContent } },
    handler: async (request, reply) => {
      const { principal, scope } = callerOf(request);
      const user = await find(request.params.userId);
      checkMayManage(scope, await reachOf(user));
      await change(store, async (trx) => {
        await keepAnAdmin(trx, user);
        await deleteUser(trx, user.id);
        return {
          result: undefined,
          audit: {
            actor: principal.id,
            action: 'user.removed',
            subject: `user:${user.id}`,
            detail: { username: user.username },
          },
        };
      });
      principals.forget(user.id);
      rightsChanged();
      return reply.code(204).send();
    },
  });
}

/** What the audit trail keeps of a change: rights in full, of what is private only that it changed. */
function withoutPrivate(fields: object): Record<string, unknown> {
  const hidden = ['password', 'phone', 'email'];
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      hidden.includes(name) ? 'changed' : (value as unknown),
    ]),
  );
}

/** @throws AnjuError `in_use` when this is the last admin */
async function keepAnAdmin(trx: Parameters<typeof lockAdmins>[0], user: User): Promise<void> {
  if (!user.roles.includes('admin')) return;
  const admins = await lockAdmins(trx);
  if (admins.every((id) => id === user.id)) {
    throw new AnjuError('in_use', `${user.username} is the last admin: make another one first`);
  }
}
