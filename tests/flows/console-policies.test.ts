import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { EscalationPreview } from '../../contracts/escalation-preview.ts';
import type { Home } from '../../contracts/home.ts';
import { defaultPolicy } from '../../contracts/policy.ts';
import { PRESENCE_PREFIX } from '../../contracts/queues.ts';
import { writeConfiguredChannels } from '../../store/configured-channels.ts';
import { effectivePolicies } from '../../store/effective-policy.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let admin: Person;
let chief: Person;
let operator: Person;
let district: string;
let community: string;
let elsewhere: string;
let home: Home;
let redis: Redis;

beforeAll(async () => {
  anju = await startTestConsole();
  admin = await anju.admin();
  district = await anju.area('Gongshu');
  community = await anju.area('Xinhua', district);
  elsewhere = await anju.area('Dongyang');
  home = await anju.home(community);
  chief = await anju.person({ roles: ['supervisor'], areaIds: [district] });
  operator = await anju.person({ roles: ['operator'], areaIds: [community] });
  redis = new Redis(anju.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await anju.stop();
});

const step = { after: 0, targets: [{ kind: 'above' }], channels: ['sms'], repeat: { every: 60 } };
const items = (body: unknown) => (body as { items: Record<string, unknown>[] }).items;

test('until somebody sets a policy the default is in force, and a version seen too late changes nothing', async () => {
  const path = `/areas/${community}/policies`;
  expect(items((await operator.get(path)).body)).toEqual(
    [1, 2, 3].map((priority) => ({
      ...defaultPolicy(priority as 1),
      source: 'default',
      ownVersion: 0,
    })),
  );
  const set = await chief.put(`${path}/2`, { steps: [step], version: 0 });
  expect(set.body).toMatchObject({ source: 'here', areaId: community, areaName: 'Xinhua', version: 1 });
  expect((await chief.put(`${path}/2`, { steps: [step], version: 0 })).body).toMatchObject({
    status: 409,
    code: 'policy_changed',
  });
  expect((await chief.put(`${path}/2`, { steps: [{ ...step, after: 30 }], version: 1 })).status).toBe(200);
  expect(items((await chief.get(`${path}/2/versions`)).body)).toMatchObject([
    { version: 2, steps: [{ after: 30 }], by: chief.user.id },
    { version: 1, steps: [{ after: 0 }] },
  ]);
  expect(await anju.audit('policy.set')).toHaveLength(2);
});

test('what an area does not set comes from the one above, then from the platform; giving up is a version too', async () => {
  const sourceAt = async (area: string) => {
    const [policy] = items((await chief.get(`/areas/${area}/policies`)).body);
    return [policy?.source, policy?.version];
  };
  expect((await admin.put('/policies/1', { steps: [step] })).body).toMatchObject({ source: 'here' });
  expect(await sourceAt(community)).toEqual(['platform', 1]);
  await chief.put(`/areas/${district}/policies/1`, { steps: [step] });
  expect(await sourceAt(community)).toEqual(['above', 1]);
  expect((await chief.delete(`/areas/${district}/policies/1?version=7`)).status).toBe(409);
  expect((await chief.delete(`/areas/${district}/policies/1?version=1`)).status).toBe(204);
  expect(await sourceAt(community)).toEqual(['platform', 1]);
  await admin.delete('/policies/1');
  expect(await effectivePolicies(anju.store, { homeId: home.id })).toMatchObject({ 1: { version: 0 } });
  const [newest] = items((await chief.get(`/areas/${district}/policies/1/versions`)).body);
  expect(newest).toMatchObject({ version: 2 });
  expect(newest).not.toHaveProperty('steps');
});

test('a policy that would stop calling, or call nobody, is refused and says why', async () => {
  const nowhere = '0198c0de-0000-4000-8000-000000000000';
  const webhook = { kind: 'webhook', webhookId: nowhere };
  const refused: [object[], string][] = [
    [[{ ...step, repeat: undefined }], 'calling may only stop when a person accepts'],
    [[{ ...step, after: 10 }], 'life safety calls at once'],
    [[{ ...step, targets: [webhook], channels: ['webhook'] }], `there is no webhook ${nowhere}`],
    [[{ ...step, channels: ['webhook'] }], 'people cannot be reached by `webhook`'],
    [[], 'must have at least one step'],
  ];
  for (const [steps, why] of refused) {
    const { body } = await chief.put(`/areas/${community}/policies/1`, { steps });
    expect(body).toMatchObject({ code: 'bad_request', detail: expect.stringContaining(why) as string });
  }
});

test('only supervisors of the area change its policies, and only an admin the platform’s', async () => {
  const body = { steps: [step] };
  expect((await operator.put(`/areas/${community}/policies/1`, body)).body).toMatchObject({
    code: 'role_forbids',
  });
  expect((await chief.put(`/areas/${elsewhere}/policies/1`, body)).body).toMatchObject({
    code: 'out_of_scope',
  });
  expect((await chief.get('/policies')).status).toBe(403);
  expect((await chief.put('/policies/1', body)).status).toBe(403);
  expect((await chief.put(`/areas/${community}/policies/4`, body)).status).toBe(404);
});

test('a dry run shows who would be reached when, with masked addresses, and calls nobody', async () => {
  const preview = async (body: object): Promise<EscalationPreview> => {
    const answer = await operator.post(`/homes/${home.id}/escalation-preview`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as EscalationPreview;
  };
  const codes = ({ warnings }: EscalationPreview) => warnings.map(({ code }) => code);
  expect(codes(await preview({ type: 'sos' }))).toEqual(
    expect.arrayContaining(['channels_unknown', 'nobody_at_all', 'nobody_in_first_minute']),
  );

  const contacts = `/homes/${home.id}/contacts`;
  await admin.post(contacts, { name: '王芳', relation: 'family', phone: '13812341234' });
  await admin.post(contacts, { name: '李强', relation: 'neighbour' });
  await writeConfiguredChannels(anju.store, ['sms']);
  const sos = await preview({ type: 'sos', minutes: 2 });
  expect(sos.rounds.map(({ after }) => after)).toEqual([0, 30, 60, 120]);
  expect(sos.rounds[0]?.calls).toMatchObject([
    { recipient: { name: '王芳', person: 'family' }, channel: 'sms', address: '138****1234' },
  ]);
  expect(sos.rounds[2]?.unreachable).toContainEqual(
    expect.objectContaining({
      code: 'no_address',
      recipient: expect.objectContaining({ name: '李强' }) as object,
    }),
  );
  expect(codes(sos)).not.toContain('nobody_in_first_minute');
  expect(JSON.stringify(sos)).not.toContain('13812341234');

  const screens = [{ ...step, targets: [{ kind: 'role', role: 'operator' }], channels: ['console'] }];
  expect(codes(await preview({ type: 'sos', steps: screens }))).toContain('nobody_in_first_minute');
  const socket = operator.socket();
  socket.connect();
  await vi.waitFor(
    async () => expect(await redis.exists(PRESENCE_PREFIX + operator.user.id)).toBe(1),
    15_000,
  );
  expect(await redis.ttl(PRESENCE_PREFIX + operator.user.id)).toBeGreaterThan(5);
  const seated = await preview({ type: 'sos', steps: screens });
  expect(seated.rounds[0]?.calls).toMatchObject([
    { recipient: { id: operator.user.id }, channel: 'console' },
  ]);
  expect(codes(seated)).toContain('only_screens');
  socket.disconnect();
  await vi.waitFor(
    async () => expect(await redis.exists(PRESENCE_PREFIX + operator.user.id)).toBe(0),
    15_000,
  );

  const stranger = await anju.person({ roles: ['operator'], areaIds: [elsewhere] });
  expect((await stranger.post(`/homes/${home.id}/escalation-preview`, { type: 'sos' })).status).toBe(403);
  expect(await anju.store.selectFrom('notifications').select('id').execute()).toEqual([]);
});
