import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_PASSWORD, startTestConsole, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
beforeAll(async () => {
  anju = await startTestConsole();
});
afterAll(() => anju.stop());

test('a login gives a user, a CSRF token and a cookie that scripts cannot read', async () => {
  const answer = await anju.request('POST', '/session', {
    body: { username: 'admin', password: ADMIN_PASSWORD },
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    user: { username: 'admin', roles: ['admin'] },
    csrfToken: expect.any(String) as string,
  });
  const [cookie] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^anju_session=.+; .*HttpOnly; SameSite=Lax/);
  expect(cookie).not.toContain('Secure');
  expect(JSON.stringify(answer.body)).not.toContain('password');
});

test('a wrong password and an unknown name get the same answer, and both are on record', async () => {
  const wrong = await anju.request('POST', '/session', {
    body: { username: 'admin', password: 'not it at all' },
  });
  const unknown = await anju.request('POST', '/session', {
    body: { username: 'nobody', password: 'not it at all' },
  });
  expect(wrong.status).toBe(401);
  expect(wrong.headers.get('content-type')).toContain('application/problem+json');
  expect(wrong.body).toMatchObject({ code: 'wrong_credentials', status: 401 });
  expect(unknown.body).toEqual(wrong.body);
  expect(wrong.headers.getSetCookie()).toEqual([]);
  const refused = await anju.audit('session.refused');
  expect(refused.map(({ detail }) => detail.username)).toEqual(['admin', 'nobody']);
});

test('a write without the CSRF token is refused, with it done; a token of another session is worth nothing', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  const other = await anju.login('admin', ADMIN_PASSWORD);
  const attempt = (headers: Record<string, string>) =>
    anju.request('POST', '/areas', {
      body: { name: 'Gongshu' },
      headers: { cookie: admin.cookie, ...headers },
    });
  expect((await attempt({})).body).toMatchObject({ status: 403, code: 'csrf_token' });
  expect((await attempt({ 'x-csrf-token': other.csrfToken })).body).toMatchObject({ code: 'csrf_token' });
  expect((await attempt({ 'x-csrf-token': admin.csrfToken })).status).toBe(201);
});

test('GET /session gives who is logged in and a token that works', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  const answer = await admin.get('/session');
  expect(answer.body).toMatchObject({ user: { id: admin.user.id } });
  admin.csrfToken = (answer.body as { csrfToken: string }).csrfToken;
  expect((await admin.post('/areas', { name: 'Dongyang' })).status).toBe(201);
});

test('after logging out the cookie is worth nothing', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  expect((await admin.delete('/session')).status).toBe(204);
  const answer = await admin.get('/session');
  expect(answer.body).toMatchObject({ status: 401, code: 'not_logged_in' });
});

test('a login throws away the session id that came with it', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  const again = await anju.request('POST', '/session', {
    body: { username: 'admin', password: ADMIN_PASSWORD },
    headers: { cookie: admin.cookie },
  });
  expect(again.headers.getSetCookie()[0]?.split(';')[0]).not.toBe(admin.cookie);
  expect((await admin.get('/session')).status).toBe(401);
});

test('a forged or unsigned cookie is nobody', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  for (const cookie of [
    `${admin.cookie}x`,
    admin.cookie.split('.')[0] ?? '',
    'anju_session=%E0%A4%A',
    'anju_session=',
  ]) {
    expect((await anju.request('GET', '/session', { headers: { cookie } })).status).toBe(401);
  }
});

test('the database holds no session id and no password in clear', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  const id = decodeURIComponent(admin.cookie.split('=')[1] ?? '').split('.')[0] ?? '';
  const rows = await anju.store.selectFrom('sessions').selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(id);
});

test('reading with a fresh session does not write it', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  const before = await anju.store.selectFrom('sessions').select(['id', 'expires_at']).orderBy('id').execute();
  const answer = await admin.get('/homes');
  expect(answer.headers.getSetCookie()).toEqual([]);
  const after = await anju.store.selectFrom('sessions').select(['id', 'expires_at']).orderBy('id').execute();
  expect(after).toEqual(before);
});

test('a session that has run out is refused', async () => {
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  await anju.store
    .updateTable('sessions')
    .set({ expires_at: new Date(Date.now() - 1) })
    .execute();
  expect((await admin.get('/session')).status).toBe(401);
});

test('ten wrong passwords stop the eleventh try, also the right one; another name is not stopped', async () => {
  const guess = (username: string, password: string) =>
    anju.request('POST', '/session', { body: { username, password } });
  for (let n = 0; n < 10; n++) expect((await guess('Victim', 'wrong password')).status).toBe(401);
  const limited = await guess('victim', 'wrong password');
  expect(limited.body).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await guess('admin', ADMIN_PASSWORD)).status).toBe(200);
});

test('a form of another page cannot log in: only JSON is read', async () => {
  const answer = await fetch(`${anju.url}/api/v1/session`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'admin', password: ADMIN_PASSWORD }),
  });
  expect(answer.status).toBe(400);
  const text = await fetch(`${anju.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
  });
  expect(text.status).toBe(400);
});

test('a person changes their own password: it takes the current one, and ends every session but this', async () => {
  const operator = await anju.person({ roles: ['operator'], areaIds: [await anju.area('Nanming')] });
  const { username, id } = operator.user;
  const old = 'a long enough password';
  const elsewhere = await anju.login(username, old);
  const change = (currentPassword: string, newPassword: string) =>
    operator.put('/session/me/password', { currentPassword, newPassword });
  expect((await change('not it at all', 'my very own password')).body).toMatchObject({
    code: 'wrong_password',
  });
  expect((await change(old, 'short')).body).toMatchObject({ code: 'bad_request' });
  expect((await change(old, old)).body).toMatchObject({ code: 'bad_request' });
  expect((await elsewhere.get('/session')).status, 'nothing has changed yet').toBe(200);
  expect((await change(old, 'my very own password')).body).toEqual({ sessionsEnded: 1 });
  expect((await operator.get('/session')).status).toBe(200);
  expect((await elsewhere.get('/session')).status).toBe(401);
  await expect(anju.login(username, old)).rejects.toThrow('401');
  await anju.login(username, 'my very own password');
  const [row] = await anju.audit('user.password_changed');
  expect(row).toEqual({ actor: id, subject: `user:${id}`, detail: { sessionsEnded: 1 } });
  const [refused] = await anju.audit('user.password_refused');
  expect(refused).toMatchObject({ actor: id, subject: `user:${id}` });
  const written = JSON.stringify([await anju.store.selectFrom('audit').selectAll().execute(), anju.log]);
  expect(written).not.toContain('my very own password');
  expect(written).not.toContain('not it at all');
});

test('who guesses at the current password is stopped like who guesses at the log-in, and the two count together', async () => {
  const operator = await anju.person({ roles: ['operator'], areaIds: [await anju.area('Guang’an')] });
  const guess = () =>
    operator.put('/session/me/password', { currentPassword: 'a guess', newPassword: 'my very own password' });
  for (let n = 0; n < 10; n++) expect((await guess()).status).toBe(403);
  const limited = await guess();
  expect(limited.body).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  await expect(anju.login(operator.user.username, 'a long enough password')).rejects.toThrow('429');
});

test('a new password ends all sessions of the user', async () => {
  const area = await anju.area('Chun’an');
  const operator = await anju.person({ roles: ['operator'], areaIds: [area] });
  expect((await operator.get('/session')).status).toBe(200);
  const admin = await anju.login('admin', ADMIN_PASSWORD);
  expect((await admin.patch(`/users/${operator.user.id}`, { password: 'another password' })).status).toBe(
    200,
  );
  expect((await operator.get('/session')).status).toBe(401);
});
