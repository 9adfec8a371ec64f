import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Handover, HandoverDraft } from '../../contracts/handover-record.ts';
import type { Incident } from '../../contracts/incident.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let area: string;
let night: Person;
let day: Person;
beforeAll(async () => {
  anju = await startTestConsole();
  area = await anju.area('拱墅');
  night = await anju.person({ roles: ['operator'], areaIds: [area] });
  day = await anju.person({ roles: ['operator'], areaIds: [area] });
});
afterAll(() => anju.stop());

const signOut = async (person: Person, body: object = {}): Promise<Handover> => {
  const answer = await person.post('/handovers', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as Handover;
};
const holderOf = async (id: string) =>
  ((await day.get(`/incidents/${id}`)).body as Incident).acknowledgement?.by;

test('who goes signs, who comes signs, and what was in hand goes from one to the other, all on record', async () => {
  const [mine, free, resolved] = [await anju.home(area), await anju.home(area), await anju.home(area)];
  const held = await anju.alarm(mine.id);
  const open = await anju.alarm(free.id, 'door');
  const over = await anju.alarm(resolved.id);
  await anju.alarm(mine.id, 'low_battery');
  await night.post(`/incidents/${held}/acknowledge`);
  await night.post(`/incidents/${over}/acknowledge`);
  await night.post(`/incidents/${over}/resolve`, { disposition: 'false_alarm' });

  const draft = (await night.get('/handover/draft')).body as HandoverDraft;
  expect(draft.points.incidents.map(({ id, holder }) => [id, holder?.by])).toEqual([
    [held, night.user.id],
    [open, undefined],
  ]);
  expect(draft.points.workOrders).toMatchObject([{ homeId: mine.id, types: ['low_battery'] }]);

  // Nobody has heard of these three: they are not watched, and who comes has to know.
  expect(draft.points.homes).toEqual({ protected: 0, impaired: 0, unprotected: 3, maintenance: 0 });

  const handover = await signOut(night, {
    notes: '3-2-501 again',
    said: [held],
    preparedAt: draft.preparedAt,
  });
  expect(handover).toMatchObject({ from: night.user.id, notes: '3-2-501 again', hidden: 0 });
  expect(handover.points.incidents.map(({ id, said }) => [id, said])).toEqual([
    [held, true],
    [open, false],
  ]);
  expect(handover.points.homes?.unprotected).toBe(3);
  expect((await night.post(`/handovers/${handover.id}/accept`)).body).toMatchObject({ code: 'handover_own' });
  expect(await holderOf(held)).toBe(night.user.id);

  const waiting = (await day.get('/handovers?waiting=true')).body as { items: Handover[] };
  expect(waiting.items.map(({ id }) => id)).toEqual([handover.id]);
  const accepted = await day.post(`/handovers/${handover.id}/accept`, { takeLeases: true });
  expect(accepted.body).toMatchObject({ to: day.user.id, signedInAt: expect.any(String) as string });
  expect(await holderOf(held)).toBe(day.user.id);
  expect(await holderOf(open)).toBeUndefined();
  const { events } = (await day.get(`/incidents/${held}`)).body as Incident;
  expect(events.at(-1)).toMatchObject({ type: 'acknowledged', by: day.user.id });

  const again = await (await anju.admin()).post(`/handovers/${handover.id}/accept`, { takeLeases: true });
  expect(again).toMatchObject({ status: 409, body: { code: 'handover_signed' } });
  expect(await holderOf(held)).toBe(day.user.id);
  const subject = `handover:${handover.id}`;
  expect(await anju.audit('handover.signed_out')).toMatchObject([
    { actor: night.user.id, subject, detail: { unprotected: 3 } },
  ]);
  expect(await anju.audit('handover.signed_in')).toMatchObject([
    { actor: day.user.id, subject, detail: { from: night.user.id, incidents: [held] } },
  ]);
});

test('of two who sign at the same moment one has signed, and nothing was taken twice', async () => {
  const home = await anju.home(area);
  const incident = await anju.alarm(home.id);
  await night.post(`/incidents/${incident}/acknowledge`);
  const { id } = await signOut(night);
  const other = await anju.person({ roles: ['operator'], areaIds: [area] });
  const answers = await Promise.all(
    [day, other].map((person) => person.post(`/handovers/${id}/accept`, { takeLeases: true })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = answers[0]?.status === 200 ? day : other;
  expect(await holderOf(incident)).toBe(winner.user.id);
  const { events } = (await day.get(`/incidents/${incident}`)).body as Incident;
  expect(events.filter(({ type }) => type === 'acknowledged')).toHaveLength(2);
});

test('somebody of another area sees nothing of it, somebody of a part only their part, and takes only that', async () => {
  const part = await anju.area('祥符', area);
  const [inPart, outside] = [await anju.home(part), await anju.home(area)];
  const [theirs, not] = [await anju.alarm(inPart.id), await anju.alarm(outside.id)];
  for (const id of [theirs, not]) await night.post(`/incidents/${id}/acknowledge`);
  const { id } = await signOut(night);
  const stranger = await anju.person({ roles: ['operator'], areaIds: [await anju.area('余杭')] });
  const partly = await anju.person({ roles: ['operator'], areaIds: [part] });

  expect(((await stranger.get('/handovers')).body as { items: unknown[] }).items).toEqual([]);
  expect((await stranger.get(`/handovers/${id}`)).status).toBe(404);
  expect((await stranger.post(`/handovers/${id}/accept`)).status).toBe(404);
  const seen = (await partly.get(`/handovers/${id}`)).body as Handover;
  expect(seen.points.incidents.map((point) => point.id)).toEqual([theirs]);
  expect(seen.hidden).toBeGreaterThan(0);
  expect((await partly.post(`/handovers/${id}/accept`, { takeLeases: true })).status).toBe(200);
  expect(await holderOf(theirs)).toBe(partly.user.id);
  expect(await holderOf(not)).toBe(night.user.id);
});
