import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let area: string;
let li: Person;
let wang: Person;
let chief: Person;

beforeAll(async () => {
  anju = await startTestConsole();
  area = await anju.area('Gongshu');
  [li, wang, chief] = await Promise.all([
    anju.person({ roles: ['operator'], areaIds: [area] }),
    anju.person({ roles: ['operator'], areaIds: [area] }),
    anju.person({ roles: ['supervisor'], areaIds: [area] }),
  ]);
});
afterAll(() => anju.stop());

const fresh = async () => anju.alarm((await anju.home(area)).id);
const act = (person: Person, id: string, action: string, body?: unknown) =>
  person.post(`/incidents/${id}/${action}`, body);

test('an incident is taken, worked on and closed, and its history says who did what', async () => {
  const id = await fresh();
  const taken = await act(li, id, 'acknowledge');
  expect(taken.status).toBe(200);
  expect(taken.body).toMatchObject({
    id,
    state: 'acknowledged',
    version: 2,
    acknowledgement: { by: li.user.id, byName: 'Someone' },
  });
  expect((await act(li, id, 'dispatch', { to: 'Wu, key holder', note: 'ring twice' })).body).toMatchObject({
    state: 'dispatched',
  });
  expect((await act(li, id, 'arrive')).body).toMatchObject({ state: 'on_scene' });
  expect((await act(li, id, 'notes', { text: 'she fell in the bathroom' })).status).toBe(200);
  const closed = await act(li, id, 'resolve', { disposition: 'assistance', note: 'helped up' });
  expect(closed.body).toMatchObject({ state: 'resolved', disposition: 'assistance', version: 6 });
  const { body } = await li.get(`/incidents/${id}`);
  expect((body as { events: { type: string; by?: string; text?: string }[] }).events).toMatchObject([
    { type: 'sos' },
    { type: 'acknowledged', by: li.user.id },
    { type: 'dispatched', text: 'Wu, key holder: ring twice' },
    { type: 'arrived' },
    { type: 'note', text: 'she fell in the bathroom' },
    { type: 'resolved', disposition: 'assistance', text: 'helped up' },
  ]);
  const audited = await anju.audit('incident.resolve');
  expect(audited).toContainEqual(expect.objectContaining({ actor: li.user.id, subject: `incident:${id}` }));
});

test('what the state forbids is refused with its own code, and nothing is written', async () => {
  const id = await fresh();
  const code = async (action: string, body?: unknown) => {
    const answer = await act(li, id, action, body);
    return `${answer.status} ${(answer.body as { code: string }).code}`;
  };
  expect(await code('release')).toBe('409 incident_not_acknowledged');
  expect(await code('dispatch')).toBe('409 incident_not_acknowledged');
  expect(await code('resolve', { disposition: 'false_alarm' })).toBe('409 incident_not_acknowledged');
  await act(li, id, 'acknowledge');
  expect(await code('arrive')).toBe('409 incident_not_dispatched');
  await act(li, id, 'resolve', { disposition: 'false_alarm' });
  expect(await code('acknowledge')).toBe('409 incident_resolved');
  expect(await code('resolve', { disposition: 'emergency' })).toBe('409 incident_resolved');
  expect((await li.get(`/incidents/${id}`)).body).toMatchObject({ version: 3, disposition: 'false_alarm' });
});

test('nobody works on what another holds, except the supervisor; a released one is free again', async () => {
  const id = await fresh();
  await act(li, id, 'acknowledge');
  for (const action of ['acknowledge', 'dispatch', 'release']) {
    expect((await act(wang, id, action)).body, action).toMatchObject({
      status: 409,
      code: 'incident_lease_held',
    });
  }
  expect((await act(chief, id, 'acknowledge')).body).toMatchObject({
    acknowledgement: { by: chief.user.id },
  });
  expect((await act(li, id, 'dispatch')).body).toMatchObject({ code: 'incident_lease_held' });
  expect((await act(chief, id, 'release')).body).toMatchObject({ state: 'open' });
  expect((await act(wang, id, 'acknowledge')).body).toMatchObject({ acknowledgement: { by: wang.user.id } });
});

test('of two operators who take an incident at the same moment one gets it and the other is told', async () => {
  const id = await fresh();
  const answers = await Promise.all([act(li, id, 'acknowledge'), act(wang, id, 'acknowledge')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a decision about an older version than the current one is refused', async () => {
  const id = await fresh();
  await act(li, id, 'acknowledge', { version: 1 });
  await act(li, id, 'notes', { text: 'calling her' });
  const stale = await act(li, id, 'resolve', { disposition: 'false_alarm', version: 2 });
  expect(stale.body).toMatchObject({ status: 409, code: 'version_conflict' });
  expect((stale.body as { detail: string }).detail).toContain('3');
  expect((await act(li, id, 'resolve', { disposition: 'false_alarm', version: 3 })).status).toBe(200);
});

test('a bad body names the field; an unknown field never keeps anyone from taking a call', async () => {
  const id = await fresh();
  expect((await act(li, id, 'acknowledge', { whatever: 1 })).status).toBe(200);
  const missing = await act(li, id, 'resolve', {});
  expect(missing.body).toMatchObject({ status: 400, code: 'bad_request' });
  expect((missing.body as { detail: string }).detail).toContain('body.disposition');
  expect((await act(li, id, 'notes', { text: '  ' })).body).toMatchObject({ code: 'bad_request' });
  expect((await act(li, 'no-such-id', 'acknowledge')).body).toMatchObject({ code: 'not_found' });
  const nobody = '0198c0de-0000-7000-8000-000000000000';
  expect((await act(li, nobody, 'acknowledge')).body).toMatchObject({ status: 404, code: 'not_found' });
});

test('the list is filtered by state, type, home and time, and paged without a gap or a double', async () => {
  const quiet = await anju.area('Quiet');
  const homes = await Promise.all(Array.from({ length: 7 }, () => anju.home(quiet)));
  const operator = await anju.person({ roles: ['operator'], areaIds: [quiet] });
  const made: string[] = [];
  for (const [n, { id }] of homes.entries()) made.push(await anju.alarm(id, n % 2 ? 'smoke' : 'sos'));
  await act(operator, made[0] ?? '', 'acknowledge');
  const ids = async (query: string) => {
    const { body } = await operator.get(`/incidents?${query}`);
    return (body as { items: { id: string }[] }).items.map(({ id }) => id);
  };
  expect(await ids('')).toEqual([...made].reverse());
  expect(await ids('state=&homeId=&type=&from=&to=&limit=&cursor=')).toEqual([...made].reverse());
  expect(await ids('state=acknowledged')).toEqual([made[0]]);
  expect((await ids('state=open,acknowledged&type=smoke')).sort()).toEqual(
    [made[1], made[3], made[5]].sort(),
  );
  expect(await ids(`homeId=${homes[2]?.id}`)).toEqual([made[2]]);
  expect(await ids(`to=${new Date(Date.now() - 3_600_000).toISOString()}`)).toEqual([]);
  expect(await ids(`from=${Date.now() - 3_600_000}`)).toHaveLength(7);
  expect((await operator.get('/incidents?state=closed')).body).toMatchObject({ code: 'bad_request' });
  expect((await operator.get('/incidents?cursor=xyz')).body).toMatchObject({ code: 'bad_request' });
  expect((await operator.get('/incidents?limit=201')).body).toMatchObject({ code: 'bad_request' });

  const paged: string[] = [];
  let cursor = '';
  do {
    const { body } = await operator.get(`/incidents?limit=3&cursor=${cursor}`);
    const page = body as { items: { id: string }[]; nextCursor?: string };
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  expect(paged).toEqual([...made].reverse());
});
