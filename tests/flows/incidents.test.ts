import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { priorityOf, type Alarm, type AlarmType } from '../../contracts/alarm.ts';
import { leaseFor } from '../../contracts/policy.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { applyAlarms } from '../../store/apply-alarms.ts';
import { applyAction } from '../../store/apply-transition.ts';
import { expireLeases } from '../../store/expire-leases.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { registerHome } from '../harness/register-home.ts';

const T0 = Date.parse('2026-01-10T03:00:00Z');

let store: Store;
let drop: () => Promise<void>;
let operator: string;

let databaseUrl: string;
beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  databaseUrl = database.url;
  store = openStore({ databaseUrl: database.url });
  operator = newId();
  await store
    .insertInto('users')
    .values({
      id: operator,
      username: 'li',
      name: '李静',
      password_hash: 'none',
      roles: ['operator'],
      area_ids: [],
      home_ids: [],
    })
    .execute();
});

afterAll(async () => {
  await store.destroy();
  await drop();
});

/** A home whose devices say that something is wrong. */
async function aHome() {
  const { homeId, devices } = await registerHome(store, ['sos', 'smoke', 'motion']);
  const raises = (type: AlarmType, more: Partial<Alarm> = {}): Alarm => ({
    id: newId(),
    homeId,
    deviceId: devices[type === 'smoke' ? 1 : 0]?.id ?? '',
    type,
    priority: priorityOf(type),
    at: T0,
    receivedAt: T0,
    test: false,
    cause: { property: 'action', value: 'emergency' },
    ...more,
  });
  const incidents = async () => {
    const rows = await store
      .selectFrom('incidents')
      .select('id')
      .where('home_id', '=', homeId)
      .orderBy('id')
      .execute();
    return readIncidents(
      store,
      rows.map((row) => row.id),
    );
  };
  const deadlines = () =>
    store
      .selectFrom('deadlines')
      .innerJoin('incidents', 'incidents.id', 'deadlines.incident_id')
      .select(['deadlines.kind', 'deadlines.due_at'])
      .where('incidents.home_id', '=', homeId)
      .execute();
  return { homeId, raises, incidents, deadlines };
}

const by = () => ({ kind: 'user' as const, id: operator, override: false });

describe('an alarm', () => {
  it('opens an incident with its event, a deadline and an audit row', async () => {
    const home = await aHome();
    const { incidentId, outcome } = await applyAlarm(store, home.raises('sos'), T0);

    expect(outcome).toBe('opened');
    const [incident] = await home.incidents();
    expect(incident).toMatchObject({ id: incidentId, state: 'open', type: 'sos', priority: 1, version: 1 });
    expect(incident?.events).toHaveLength(1);
    expect(incident?.events[0]).toMatchObject({ type: 'sos', room: '卧室', at: '2026-01-10T03:00:00.000Z' });
    expect(await home.deadlines()).toEqual([{ kind: 'escalation', due_at: new Date(T0) }]);
    const audit = await store
      .selectFrom('audit')
      .select('action')
      .where('home_id', '=', home.homeId)
      .execute();
    expect(audit).toEqual([{ action: 'incident.opened' }]);
  });

  it('is one event however often and however concurrently it is handed over', async () => {
    const home = await aHome();
    const alarm = home.raises('sos');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => applyAlarm(store, alarm, T0)));

    expect(outcomes.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
    expect(new Set(outcomes.map(({ incidentId }) => incidentId)).size).toBe(1);
    expect((await home.incidents()).flatMap(({ events }) => events)).toHaveLength(1);
  });

  it('joins the open incident of its home, and many at once make one incident with an event each', async () => {
    const home = await aHome();
    const alarms = Array.from({ length: 20 }, () => home.raises('sos'));
    await Promise.all(alarms.map((alarm) => applyAlarm(store, alarm, T0)));

    const incidents = await home.incidents();
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.events).toHaveLength(20);
    expect(incidents[0]?.version).toBe(20);
  });

  it('is told to screens and devices as it stands in the database, without being read again', async () => {
    const home = await aHome();
    for (const alarm of [
      home.raises('sos', { at: T0 - 7_200_000 }),
      home.raises('low_battery'),
      home.raises('smoke', { test: true }),
    ]) {
      const { incidentId, opened } = await applyAlarm(store, alarm, T0);
      expect([opened?.incident]).toEqual(await readIncidents(store, [incidentId]));
      const commands = await store
        .selectFrom('device_commands')
        .select('target_id')
        .where('incident_id', '=', incidentId)
        .execute();
      expect(commands.map((row) => row.target_id)).toEqual(
        [opened?.targetId].filter((id) => id !== undefined),
      );
    }
  });

  it('is applied though one beside it is refused, and two of one home are one incident', async () => {
    const [one, two] = [await aHome(), await aHome()];
    const twice = two.raises('sos');
    const nowhere = { ...one.raises('sos'), homeId: newId() };
    const alarms = [one.raises('sos'), nowhere, twice, two.raises('smoke'), twice, one.raises('low_battery')];
    const outcomes = (await applyAlarms(store, alarms, T0)).map((result) =>
      result.status === 'fulfilled' ? result.value.outcome : 'refused',
    );

    expect(outcomes[1]).toBe('refused');
    expect(outcomes[0]).toBe('opened');
    expect(outcomes[5]).toBe('opened');
    expect(outcomes.slice(2, 5).toSorted()).toEqual(['joined', 'known', 'opened']);
    expect(await one.incidents()).toHaveLength(2);
    const [shared, ...others] = await two.incidents();
    expect(others).toEqual([]);
    expect(shared?.events.map(({ type }) => type).toSorted()).toEqual(['smoke', 'sos']);
  });

  it('of many homes at once opens them all in one go, however many do so at the same time', async () => {
    const homes = await Promise.all(Array.from({ length: 30 }, aHome));
    const alarms = homes.map((home) => home.raises('sos'));
    const rounds = await Promise.all([
      applyAlarms(store, alarms, T0),
      applyAlarms(store, alarms.toReversed(), T0),
    ]);
    const outcomes = rounds
      .flat()
      .map((result) => (result.status === 'fulfilled' ? result.value.outcome : 'refused'));
    expect(outcomes.toSorted()).toEqual([...alarms.map(() => 'known'), ...alarms.map(() => 'opened')]);
    for (const home of homes)
      expect((await home.incidents()).flatMap(({ events }) => events)).toHaveLength(1);
  });

  it('finds its statement planned by the press before it on the same connection', async () => {
    const one = openStore({ databaseUrl, connections: 1 });
    try {
      for (let n = 0; n < 3; n++) await applyAlarms(one, [(await aHome()).raises('sos')], T0);
      const { rows } = await sql<{ uses: string }>`
        select (generic_plans + custom_plans)::text as uses from pg_prepared_statements
        where name = 'open_incidents'`.execute(one);
      expect(rows).toEqual([{ uses: '3' }]);
    } finally {
      await one.destroy();
    }
  });

  it('of a higher hazard makes the incident that hazard', async () => {
    const home = await aHome();
    await applyAlarm(store, home.raises('door'), T0);
    await applyAlarm(store, home.raises('smoke'), T0 + 1);
    expect(await home.incidents()).toMatchObject([{ type: 'smoke', priority: 1 }]);
  });

  it('of a technical kind has an incident of its own beside the open call for help', async () => {
    const home = await aHome();
    await applyAlarm(store, home.raises('sos'), T0);
    await applyAlarm(store, home.raises('low_battery'), T0);
    await applyAlarm(store, home.raises('low_battery'), T0 + 1);
    const incidents = await home.incidents();
    expect(incidents.map(({ type, events }) => [type, events.length]).sort()).toEqual([
      ['low_battery', 2],
      ['sos', 1],
    ]);
  });

  it('that comes late says how late', async () => {
    const home = await aHome();
    await applyAlarm(store, home.raises('sos', { at: T0 - 7_200_000 }), T0);
    expect((await home.incidents())[0]?.events[0]?.lateMs).toBe(7_200_000);
  });

  it('that is a self-test is recorded as a test and neither opens, joins nor has a deadline', async () => {
    const home = await aHome();
    const test = await applyAlarm(store, home.raises('smoke', { test: true }), T0);
    expect(test.outcome).toBe('test');
    expect(await home.incidents()).toMatchObject([{ state: 'resolved', disposition: 'test' }]);
    expect(await home.deadlines()).toEqual([]);

    await applyAlarm(store, home.raises('sos'), T0 + 1);
    await applyAlarm(store, home.raises('smoke', { test: true }), T0 + 2);
    const open = (await home.incidents()).filter(({ state }) => state === 'open');
    expect(open).toMatchObject([{ type: 'sos', version: 1 }]);
  });

  it('after the incident was resolved opens a new one', async () => {
    const home = await aHome();
    const { incidentId } = await applyAlarm(store, home.raises('sos'), T0);
    await applyAction(store, { incidentId, action: { kind: 'acknowledge', by: by() } }, T0 + 1);
    await applyAction(
      store,
      { incidentId, action: { kind: 'resolve', by: by(), disposition: 'assistance' }, text: 'helped up' },
      T0 + 2,
    );
    await applyAlarm(store, home.raises('sos'), T0 + 3);
    expect((await home.incidents()).map(({ state }) => state)).toEqual(['resolved', 'open']);
  });
});

describe('a hazard that goes on', () => {
  it('does not raise the incident again that somebody has', async () => {
    const home = await aHome();
    const { incidentId } = await applyAlarm(store, home.raises('smoke'), T0);
    await applyAction(store, { incidentId, action: { kind: 'acknowledge', by: by() } }, T0 + 1);
    const again = await applyAlarm(store, home.raises('smoke', { continuing: true }), T0 + 30_000);
    expect(again).toEqual({ incidentId, outcome: 'continuing' });
    expect(await home.incidents()).toMatchObject([{ state: 'acknowledged', version: 2 }]);
  });

  it('opens a new incident when it was resolved while the smoke is still there', async () => {
    const home = await aHome();
    const { incidentId } = await applyAlarm(store, home.raises('smoke'), T0);
    await applyAction(store, { incidentId, action: { kind: 'acknowledge', by: by() } }, T0 + 1);
    await applyAction(
      store,
      { incidentId, action: { kind: 'resolve', by: by(), disposition: 'false_alarm' } },
      T0 + 2,
    );
    const again = await applyAlarm(store, home.raises('smoke', { continuing: true }), T0 + 30_000);
    expect(again.outcome).toBe('opened');
    expect((await home.incidents()).map(({ state }) => state)).toEqual(['resolved', 'open']);
  });
});

describe('an operator', () => {
  it('takes it, and the escalation gives way to the end of the lease', async () => {
    const home = await aHome();
    const { incidentId } = await applyAlarm(store, home.raises('sos'), T0);
    await applyAction(store, { incidentId, action: { kind: 'acknowledge', by: by() } }, T0 + 5_000);

    const end = T0 + 5_000 + leaseFor(1, 'acknowledged');
    expect(await home.deadlines()).toEqual([{ kind: 'lease', due_at: new Date(end) }]);
    expect((await home.incidents())[0]?.acknowledgement).toEqual({
      by: operator,
      byName: '李静',
      at: '2026-01-10T03:00:05.000Z',
      leaseUntil: new Date(end).toISOString(),
      kind: 'user',
    });
  });

  it('who forgets it loses it: it is open again and its history says who let it go', async () => {
    const home = await aHome();
    const { incidentId } = await applyAlarm(store, home.raises('sos'), T0);
    await applyAction(store, { incidentId, action: { kind: 'acknowledge', by: by() } }, T0);
    const end = T0 + leaseFor(1, 'acknowledged');

    expect(await expireLeases(store, end - 1)).not.toContain(incidentId);
    const expired = await Promise.all([expireLeases(store, end), expireLeases(store, end)]);
    expect(expired.flat().filter((id) => id === incidentId)).toHaveLength(1);
    const [incident] = await home.incidents();
    expect(incident?.state).toBe('open');
    expect(incident?.acknowledgement).toBeUndefined();
    expect(incident?.events.at(-1)).toMatchObject({ type: 'lease_expired', by: operator, byName: '李静' });
    expect((await home.deadlines()).map(({ kind }) => kind)).toEqual(['escalation']);
  });

  it('who saw an older version is told so, and nothing is written', async () => {
    const home = await aHome();
    const { incidentId } = await applyAlarm(store, home.raises('sos'), T0);
    await applyAlarm(store, home.raises('sos'), T0 + 1);
    const late = applyAction(
      store,
      { incidentId, version: 1, action: { kind: 'acknowledge', by: by() } },
      T0 + 2,
    );
    await expect(late).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await home.incidents()).toMatchObject([{ state: 'open', version: 2 }]);
  });

  it('and another one who press at the same moment do not both have it', async () => {
    const home = await aHome();
    const { incidentId } = await applyAlarm(store, home.raises('sos'), T0);
    const other = { kind: 'user' as const, id: newId(), override: false };
    const results = await Promise.allSettled(
      [by(), other].map((who) =>
        applyAction(store, { incidentId, action: { kind: 'acknowledge', by: who } }, T0 + 1_000),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
