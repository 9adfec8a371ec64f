import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AnjuError } from '../contracts/errors.ts';
import { ROLES, type Principal, type Role } from '../contracts/people.ts';
import type { Scope } from '../store/scope.ts';
import type { Principals } from './principals.ts';
import { scopeOf } from './scope-of.ts';
import { SESSION_MS } from './session-store.ts';

/** Who may use a route. Every route says so; one that does not keeps the console from starting. */
export type Access = 'public' | readonly Role[];

/** Who asks, as far as this route is concerned. */
export interface Caller {
  principal: Principal;
  scope: Scope;
  /** may act on what another holds (supervisors and admins) */
  override: boolean;
}

export interface RouteAccess {
  method: string;
  url: string;
  access: Access | undefined;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyInstance {
    /** every route and who may use it */
    routeAccess: RouteAccess[];
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

export const EVERYONE: Access = ROLES;
export const STAFF_READING: Access = ['admin', 'supervisor', 'operator'];
export const MANAGING: Access = ['admin', 'supervisor'];

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Keeps account of every route of the whole application; called on the root, before any route. */
export function requireDeclaredAccess(app: FastifyInstance): void {
  const routes: RouteAccess[] = [];
  app.decorate('routeAccess', routes);
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      routes.push({ method, url: route.url, access: route.config?.access });
    }
  });
  app.addHook('onReady', async () => {
    const silent = routes.filter((route) => route.access === undefined);
    if (silent.length === 0) return;
    const names = silent.map((route) => `${route.method} ${route.url}`).join(', ');
    throw new Error(`these routes do not say who may use them (config.access): ${names}`);
  });
}

/** Makes what a plugin brings along (documentation, static files) public. Called before the plugin is registered. */
export function declarePublic(scope: FastifyInstance): void {
  const known = scope.routeAccess;
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' };
    for (const entry of known) if (entry.url === route.url) entry.access = 'public';
  });
}

/**
 * Lets a request in or refuses it: logged in, role, CSRF token. What lies in scope is each route's to ask
 * (`callerOf(request).scope`), for only it knows the home.
 */
export function authorize(app: FastifyInstance, { principals }: { principals: Principals }): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (request.is404 || access === 'public') return;
    const { session } = request;
    const principal = session.userId === undefined ? undefined : await principals.read(session.userId);
    if (principal === undefined) {
      throw new AnjuError('not_logged_in', `${request.method} ${request.url.split('?')[0]} needs a login`);
    }
    const allowed = access ?? [];
    const override = principal.roles.some((role) => role === 'admin' || role === 'supervisor');
    request.caller = { principal, scope: scopeOf(principal, allowed), override };
    if (!principal.roles.some((role) => allowed.includes(role))) {
      const mine = principal.roles.join(', ') || 'none';
      throw new AnjuError('role_forbids', `this is for ${allowed.join(', ')}; your roles: ${mine}`);
    }
    renew(request, Date.now());
  });
  app.addHook('onRequest', (request, reply, done) => {
    const harmless = SAFE_METHODS.has(request.method) || request.caller === null;
    if (harmless) done();
    else app.csrfProtection(request, reply, done);
  });
}

/** @throws AnjuError `not_logged_in`; only on a public route can that happen */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new AnjuError('not_logged_in', 'this needs a login');
  return request.caller;
}

/** Moves the end of the session on, but writes it at most once an hour. */
function renew({ session }: FastifyRequest, now: number): void {
  if (now - (session.renewedAt ?? 0) > SESSION_MS / 12) session.renewedAt = now;
}
