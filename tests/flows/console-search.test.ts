import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Home } from '../../contracts/home.ts';
import type { SearchAnswer, SearchHit } from '../../contracts/search.ts';
import { startTestConsole, type Answer, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let admin: Person;
let area: string;
let elsewhere: string;
let home: Home;
beforeAll(async () => {
  anju = await startTestConsole();
  admin = await anju.admin();
  area = await anju.area('拱墅');
  elsewhere = await anju.area('余杭');
  home = await anju.home(area);
});
afterAll(() => anju.stop());

const idOf = (answer: Answer): string => (answer.body as { id: string }).id;
const found = async (person: Person, q: string): Promise<SearchHit[]> => {
  const answer = await person.get(`/search?q=${encodeURIComponent(q)}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body as SearchAnswer).items;
};
const kinds = async (person: Person, q: string) => (await found(person, q)).map(({ kind }) => kind);
const titles = async (person: Person, q: string) => (await found(person, q)).map(({ title }) => title);

test('a resident is found by name, pinyin, initials and digits of the telephone, as long as it is so', async () => {
  const path = `/homes/${home.id}/residents`;
  const id = idOf(await admin.post(path, { name: '单秀英', phone: '138-0000 1234' }));
  for (const q of ['单秀英', '秀英', 'shanxiuying', 'Shan Xiu', 'sxy', '0001234', '+86 138']) {
    expect(await titles(admin, q), q).toEqual(['单秀英']);
  }
  expect(await found(admin, '单秀英')).toMatchObject([
    { kind: 'resident', id, match: 'exact', homeId: home.id, address: home.address, areaName: '拱墅' },
  ]);
  await admin.patch(`${path}/${id}`, { name: '曾国强', phone: null });
  expect(await titles(admin, 'sxy')).toEqual([]);
  expect(await titles(admin, '1380000')).toEqual([]);
  expect(await titles(admin, 'zengguo')).toEqual(['曾国强']);
  await admin.delete(`${path}/${id}`);
  expect(await titles(admin, 'zengguo')).toEqual([]);
});

test('what fits better comes first: the whole, then the beginning, then what is within', async () => {
  for (const name of ['东李强', '李强', '李强国']) await admin.post(`/homes/${home.id}/residents`, { name });
  const hits = await found(admin, '李强');
  expect(hits.map(({ title, match }) => [title, match])).toEqual([
    ['李强', 'exact'],
    ['李强国', 'prefix'],
    ['东李强', 'part'],
  ]);
});

test('homes, contacts, devices, areas, users and incidents are found, and forgotten with their home', async () => {
  const place = (await admin.post('/homes', { areaId: area, address: '丽水路58号 3-2-501' })).body as Home;
  const at = `/homes/${place.id}`;
  await admin.post(`${at}/contacts`, { name: '王建国', relation: 'family', phone: '13911112222' });
  const gateway = idOf(await admin.post(`${at}/devices`, { kind: 'gateway' }));
  const lamp = {
    kind: 'smoke',
    gatewayId: gateway,
    ieeeAddress: '0x00158d0001a2b3c4',
    friendlyName: '厨房烟感',
  };
  const smoke = idOf(await admin.post(`${at}/devices`, lamp));
  const incident = await anju.alarm(place.id);

  expect(await kinds(admin, '水路58')).toEqual(['incident', 'home']);
  expect(await kinds(admin, '丽水 501')).toEqual(['incident', 'home']);
  expect(await kinds(admin, 'wjg')).toEqual(['contact']);
  expect(await found(admin, '1112222')).toMatchObject([{ kind: 'contact', phone: '13911112222' }]);
  expect(await found(admin, '00158D0001')).toMatchObject([
    { kind: 'device', id: smoke, deviceKind: 'smoke' },
  ]);
  expect(await kinds(admin, '烟感')).toEqual(['device']);
  expect(await found(admin, gateway.slice(0, 30))).toMatchObject([{ kind: 'device', id: gateway }]);
  expect(await found(admin, incident.slice(0, 30))).toMatchObject([
    { kind: 'incident', id: incident, incident: { type: 'sos', state: 'open' } },
  ]);
  expect(await kinds(admin, 'gongshu')).toEqual(['area']);
  expect(await kinds(admin, 'admin')).toEqual(['user']);

  const empty = (await admin.post('/homes', { areaId: area, address: '湖墅南路9号' })).body as Home;
  await admin.post(`/homes/${empty.id}/contacts`, { name: '赵敏', relation: 'family' });
  await admin.delete(`/homes/${empty.id}`);
  expect(await found(admin, '湖墅南路')).toEqual([]);
  expect(await found(admin, 'zhaomin')).toEqual([]);
});

test('nobody finds what they may not read: other areas, contacts for families and installers, people for operators', async () => {
  const far = await anju.home(elsewhere);
  const near = (await admin.post('/homes', { areaId: area, address: '远大路1号' })).body as Home;
  for (const [at, name] of [
    [far.id, '周一'],
    [near.id, '周二'],
  ] as const) {
    await admin.post(`/homes/${at}/residents`, { name, phone: '13700000000' });
    await admin.post(`/homes/${at}/contacts`, {
      name: `${name}子`,
      relation: 'family',
      phone: '13700001111',
    });
  }
  await anju.alarm(far.id);
  const operator = await anju.person({ roles: ['operator'], areaIds: [area] });
  const installer = await anju.person({ roles: ['installer'], areaIds: [area] });
  const family = await anju.person({ roles: ['family'], homeIds: [near.id] });

  expect((await titles(admin, 'zhou')).sort()).toEqual(['周一', '周一', '周一子', '周二', '周二子']);
  expect(await titles(operator, 'zhou')).toEqual(['周二', '周二子']);
  expect(await titles(family, 'zhou')).toEqual(['周二']);
  expect(await found(family, '1370000')).toMatchObject([{ kind: 'resident', title: '周二' }]);
  expect(await found(installer, 'zhou')).toEqual([]);
  expect(await kinds(installer, '远大路')).toEqual(['home']);
  expect(await found(operator, 'yuhang')).toEqual([]);
  expect(await found(operator, 'Someone')).toEqual([]);
  expect((await anju.request('GET', '/search?q=zhou')).status).toBe(401);
});

test('who searched is on record with how much they saw, not with what they typed', async () => {
  const operator = await anju.person({ roles: ['operator'], areaIds: [area] });
  await admin.post(`/homes/${home.id}/residents`, { name: '孙丽' });
  await found(operator, 'sunli');
  const rows = await anju.audit('search.made');
  expect(rows.at(-1)).toEqual({
    actor: operator.user.id,
    subject: `user:${operator.user.id}`,
    detail: { length: 5, hits: { resident: 1 } },
  });
  expect(JSON.stringify(rows)).not.toMatch(/sunli|孙丽/);
});

test('an odd query is answered, an empty or endless one is refused', async () => {
  for (const q of ["'", '%_\\', ":* | 'r", '(((', '\u0000a', '-', '😀']) {
    expect((await admin.get(`/search?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
  }
  expect((await admin.get('/search?q=%20')).status).toBe(400);
  expect((await admin.get(`/search?q=${'a'.repeat(101)}`)).status).toBe(400);
});
