import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROLES } from '../../contracts/people.ts';
import { consoleServer } from '../harness/console-server.ts';
import { accessPage } from '../../console/access-page.ts';

let server: Awaited<ReturnType<typeof consoleServer>>;
beforeEach(async () => {
  server = await consoleServer();
});
afterEach(() => server.close());

const PUBLIC = [
  /^\/api\/v1\/answers\/:token$/,
  /^\/api\/v1\/providers\/aliyun\/:secret\/[\w-]+$/,
  /^\/(healthz|readyz|metrics)$/,
  /^\/api\/v1\/openapi\.json$/,
  /^\/api\/v1\/docs(\/|$)/,
];

test('every registered route says who may use it, and lets in nobody who is not logged in', async () => {
  const { app } = server;
  await app.ready();
  expect(app.routeAccess.length).toBeGreaterThan(50);
  for (const { method, url, access } of app.routeAccess) {
    const name = `${method} ${url}`;
    const open = PUBLIC.some((pattern) => pattern.test(url)) || name === 'POST /api/v1/session';
    if (open) {
      expect(access, name).toBe('public');
      continue;
    }
    expect(access, name).not.toBe('public');
    expect(ROLES, name).toEqual(expect.arrayContaining([...(access as string[])]));
    const path = url.replace(/:\w+/g, '0198c0de-0000-7000-8000-000000000000');
    const answer = await app.inject({ method: method as 'GET', url: path });
    expect(answer.statusCode, name).toBe(401);
  }
});

test('a route that does not say who may use it keeps the console from starting', async () => {
  server.app.route({ method: 'GET', url: '/forgotten', handler: async () => 'open to all' });
  await expect(server.app.ready()).rejects.toThrow('GET /forgotten');
});

test('with the database away a session cookie is answered with 503, not with a login and not with a stack', async () => {
  const cookie = `anju_session=${server.signer.sign('some-session-id')}`;
  const answer = await server.app.inject({ method: 'GET', url: '/api/v1/homes', headers: { cookie } });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ code: 'unavailable' });
  expect(answer.body).not.toContain('ECONNREFUSED');
});

test('docs/access.md is what the routes declare', async () => {
  await server.app.ready();
  const documented = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
  expect(documented).toBe(await format(accessPage(server.app.routeAccess), { parser: 'markdown' }));
});
