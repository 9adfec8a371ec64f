import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { priorityOf, type Alarm, type AlarmType } from '../../contracts/alarm.ts';
import { leaseFor, defaultPolicy } from '../../contracts/policy.ts';
import type { MaintenanceMode, MaintenanceScope } from '../../contracts/maintenance.ts';
import { applyAction } from '../../store/apply-transition.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { endMaintenance, endMaintenanceEarly } from '../../store/end-maintenance.ts';
import { escalate } from '../../store/escalate.ts';
import { expireLeases } from '../../store/expire-leases.ts';
import { insertMaintenance, moveMaintenanceEnd } from '../../store/maintenance.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readCalledHomes } from '../../store/read-called-homes.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { registerHome } from '../harness/register-home.ts';

const T0 = Date.parse('2026-01-10T03:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const END = T0 + HOUR;
const installer = newId();
const operator = { kind: 'user' as const, id: newId(), override: false };

let store: Store;
let drop: () => Promise<void>;
let home: Awaited<ReturnType<typeof aHome>>;

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  store = openStore({ databaseUrl: database.url });
});
afterAll(async () => {
  await store.destroy();
  await drop();
});
beforeEach(async () => {
  // Nothing of the test before waits for its end any more.
  await endMaintenance(store, END + 10 * HOUR);
  home = await aHome();
});

/** A home in an area of its own, with a button, a smoke detector and a door sensor. */
async function aHome() {
  const { homeId, devices } = await registerHome(store, ['sos', 'smoke', 'door']);
  const [button = '', detector = '', door = ''] = devices.map(({ id }) => id);
  const { area_id: areaId } = await store
    .selectFrom('homes')
    .select('area_id')
    .where('id', '=', homeId)
    .executeTakeFirstOrThrow();
  const says = (type: AlarmType, at: number, more: Partial<Alarm> = {}) => {
    const deviceId = type === 'sos' ? button : type === 'smoke' ? detector : door;
    const cause = { property: 'said', value: type };
    const alarm = { id: newId(), homeId, deviceId, type, priority: priorityOf(type), at, receivedAt: at };
    return applyAlarm(store, { ...alarm, test: false, cause, ...more }, at);
  };
  const mode = (what: MaintenanceMode, scope: MaintenanceScope, scopeId: string, from = T0, to = END) =>
    insertMaintenance(store, {
      mode: what,
      scope,
      scopeId,
      reason: 'new battery',
      ownerId: installer,
      startsAt: new Date(from),
      endsAt: new Date(to),
    });
  const incidents = async () => {
    const rows = await store
      .selectFrom('incidents')
      .select('id')
      .where('home_id', '=', homeId)
      .orderBy('opened_at')
      .execute();
    return readIncidents(
      store,
      rows.map(({ id }) => id),
    );
  };
  const deadlines = async () => {
    const rows = await store
      .selectFrom('deadlines as d')
      .innerJoin('incidents as i', 'i.id', 'd.incident_id')
      .select(['d.kind', 'd.due_at', 'd.offset_s'])
      .where('i.home_id', '=', homeId)
      .orderBy('d.due_at')
      .execute();
    return rows.map(({ kind, due_at: due, offset_s: offset }) => ({ kind, at: due.getTime(), offset }));
  };
  const audit = async (action: string) =>
    store
      .selectFrom('audit')
      .select(['actor', 'subject', 'detail'])
      .where('home_id', '=', homeId)
      .where('action', '=', action)
      .execute();
  return { homeId, areaId, button, detector, door, says, mode, incidents, deadlines, audit };
}

const calling = (at: number) => [{ kind: 'escalation', at, offset: 0 }];
const sweep = (now: number) => endMaintenance(store, now);

describe('under maintenance', () => {
  it('a press opens an incident that asks operators at once, and says under what it stands', async () => {
    const id = await home.mode('maintenance', 'home', home.homeId);
    const { incidentId, outcome } = await home.says('sos', T0 + MINUTE);
    expect(outcome).toBe('opened');
    expect(await home.deadlines()).toEqual(calling(T0 + MINUTE));
    expect(await home.incidents()).toMatchObject([
      {
        state: 'open',
        maintenance: { id, mode: 'maintenance', reason: 'new battery', until: new Date(END).toISOString() },
      },
    ]);
    expect((await readCalledHomes(store, [incidentId], T0 + MINUTE)).get(incidentId)?.maintenance).toBe(
      'maintenance',
    );
    // Past its end nobody is kept from being called, whether or not it has been swept.
    expect((await readCalledHomes(store, [incidentId], END)).get(incidentId)?.maintenance).toBeUndefined();
  });

  it('an urgent alarm waits for the end, also when somebody took it and forgot it', async () => {
    await home.mode('maintenance', 'home', home.homeId);
    const { incidentId } = await home.says('door', T0 + MINUTE);
    expect(await home.deadlines()).toEqual(calling(END));
    await applyAction(store, { incidentId, action: { kind: 'acknowledge', by: operator } }, T0 + 2 * MINUTE);
    expect(await expireLeases(store, T0 + 2 * MINUTE + leaseFor(2, 'acknowledged'))).toEqual([incidentId]);
    expect(await home.deadlines()).toMatchObject([{ kind: 'escalation', at: END }]);
    expect(await sweep(END - 1)).toEqual([]);
  });

  it('ends by itself: what nobody has is raised again and due now, with event and audit row, once', async () => {
    const id = await home.mode('maintenance', 'home', home.homeId);
    const { incidentId } = await home.says('door', T0 + MINUTE);
    const swept = await Promise.all([sweep(END), sweep(END), sweep(END)]);
    expect(swept.flat()).toEqual([incidentId]);
    expect(await home.deadlines()).toEqual(calling(END));
    const [incident] = await home.incidents();
    expect(incident).toMatchObject({ state: 'open', raisedAt: new Date(END).toISOString(), version: 2 });
    expect(incident?.maintenance).toBeUndefined();
    expect(incident?.events.map(({ type }) => type)).toEqual(['door', 'maintenance_ended']);
    expect(incident?.events[1]).toMatchObject({ text: 'new battery' });
    expect(await home.audit('maintenance.ended')).toEqual([
      { actor: 'system', subject: `maintenance:${id}`, detail: { mode: 'maintenance', early: false } },
    ]);
    expect(await home.audit('incident.maintenance_ended')).toHaveLength(1);
    expect(await sweep(END + MINUTE)).toEqual([]);
  });

  it('ended by a person does the same, says who, and cannot be ended again or moved', async () => {
    const id = await home.mode('maintenance', 'home', home.homeId);
    const { incidentId } = await home.says('door', T0 + MINUTE);
    const now = T0 + 5 * MINUTE;
    const ends = () => endMaintenanceEarly(store, { id, by: installer, now });
    const results = await Promise.all([ends(), ends()]);
    expect(results.flat().filter(Boolean)).toEqual([incidentId]);
    expect(await home.deadlines()).toEqual(calling(now));
    expect((await home.incidents())[0]?.events[1]).toMatchObject({
      type: 'maintenance_ended',
      by: installer,
    });
    expect(await ends()).toBeUndefined();
    const move = store
      .transaction()
      .execute((trx) => moveMaintenanceEnd(trx, { id, endsAt: new Date(END + HOUR), now: new Date(now) }));
    expect(await move).toBe(false);
  });

  it('an incident of life safety calls from the start when it ends, and one that is held stays held', async () => {
    await home.mode('maintenance', 'home', home.homeId);
    const other = await aHome();
    await other.mode('maintenance', 'home', other.homeId);
    const { incidentId } = await home.says('sos', T0 + MINUTE);
    const round = await escalate(store, incidentId, T0 + MINUTE, {
      policyOf: defaultPolicy,
      callFor: () => ({ calls: [], unreachable: 0, quiet: true }),
    });
    expect(round.outcome).toBe('round');
    const held = await other.says('sos', END - MINUTE);
    await applyAction(
      store,
      { incidentId: held.incidentId, action: { kind: 'acknowledge', by: operator } },
      END - MINUTE,
    );
    expect((await sweep(END)).sort()).toEqual([incidentId, held.incidentId].sort());
    expect(await home.deadlines()).toEqual(calling(END));
    expect(await other.incidents()).toMatchObject([
      { state: 'acknowledged', acknowledgement: { by: operator.id } },
    ]);
    expect(await other.deadlines()).toMatchObject([
      { kind: 'lease', at: END - MINUTE + leaseFor(1, 'acknowledged') },
    ]);
  });

  it('what waits moves with the end', async () => {
    const id = await home.mode('maintenance', 'home', home.homeId);
    await home.says('door', T0 + MINUTE);
    await home.says('low_battery', T0 + MINUTE);
    const later = new Date(END + HOUR);
    const moved = await store
      .transaction()
      .execute((trx) => moveMaintenanceEnd(trx, { id, endsAt: later, now: new Date(T0 + MINUTE) }));
    expect(moved).toBe(true);
    expect((await home.deadlines()).map(({ at }) => at)).toEqual([later.getTime(), later.getTime()]);
    expect(await sweep(END)).toEqual([]);
  });

  it('loses nothing when a process dies between the end and the raising, nor an alarm that came in between', async () => {
    const id = await home.mode('maintenance', 'home', home.homeId);
    const { incidentId } = await home.says('door', T0 + MINUTE);
    // The end was written, the process died.
    await store
      .updateTable('maintenance')
      .set({ ended_at: new Date(T0 + 2 * MINUTE) })
      .where('id', '=', id)
      .execute();
    expect(await home.deadlines()).toEqual(calling(END));
    expect(await sweep(T0 + 3 * MINUTE)).toEqual([incidentId]);
    expect(await home.deadlines()).toEqual(calling(T0 + 3 * MINUTE));
  });

  it('incidents that were open before it stay as they are', async () => {
    const { incidentId } = await home.says('door', T0 - MINUTE);
    await home.mode('maintenance', 'home', home.homeId);
    expect(await home.deadlines()).toEqual(calling(T0 - MINUTE));
    expect((await home.says('door', T0 + MINUTE)).incidentId).toBe(incidentId);
    const [incident] = await home.incidents();
    expect(incident?.maintenance).toBeUndefined();
    expect(await sweep(END)).toEqual([]);
  });
});

describe('the scope', () => {
  it('of a device does not cover another: its alarm calls now, also where the first one opened the incident', async () => {
    await home.mode('maintenance', 'device', home.door);
    await home.says('door', T0 + MINUTE);
    expect(await home.deadlines()).toEqual(calling(END));
    // Water from the same home's smoke detector, say: urgent as well, and nobody works on that one.
    await home.says('water', T0 + 2 * MINUTE, { deviceId: home.detector });
    expect(await home.deadlines()).toEqual(calling(T0 + 2 * MINUTE));
    const [incident] = await home.incidents();
    expect(incident?.maintenance).toBeUndefined();
    expect(await sweep(END)).toEqual([]);
  });

  it('of a device does not keep the family from a press on another', async () => {
    await home.mode('maintenance', 'device', home.detector);
    const { incidentId } = await home.says('smoke', T0 + MINUTE);
    await home.says('sos', T0 + 2 * MINUTE);
    expect(
      (await readCalledHomes(store, [incidentId], T0 + 2 * MINUTE)).get(incidentId)?.maintenance,
    ).toBeUndefined();
  });

  it('of an area covers the homes below it and no others; the canary is in none', async () => {
    const district = newId();
    await store
      .insertInto('areas')
      .values({ id: district, name: 'D', path: [district] })
      .execute();
    await store
      .updateTable('areas')
      .set({ path: [home.areaId, district] })
      .where('id', '=', home.areaId)
      .execute();
    await home.mode('test', 'area', district);
    const other = await aHome();
    expect((await home.says('smoke', T0 + MINUTE)).outcome).toBe('test');
    expect((await other.says('smoke', T0 + MINUTE)).outcome).toBe('opened');
    await store.updateTable('homes').set({ canary: true }).where('id', '=', home.homeId).execute();
    expect((await home.says('sos', T0 + MINUTE)).outcome).toBe('opened');
  });

  it('in time: before its start and after its end it has no effect, swept or not', async () => {
    await home.mode('test', 'home', home.homeId, T0 + MINUTE, END);
    expect((await home.says('door', T0)).outcome).toBe('opened');
    expect((await home.says('sos', END)).outcome).toBe('joined');
    expect(await home.deadlines()).toEqual(calling(END));
  });
});

describe('in test mode', () => {
  it('what is said is recorded as a test, joins nothing and calls nobody, while the open incident stays', async () => {
    const { incidentId } = await home.says('door', T0 - MINUTE);
    const id = await home.mode('test', 'home', home.homeId);
    const { outcome } = await home.says('sos', T0 + MINUTE);
    expect(outcome).toBe('test');
    const [open, test] = await home.incidents();
    expect(open).toMatchObject({ id: incidentId, state: 'open', type: 'door', version: 1 });
    expect(test).toMatchObject({ state: 'resolved', disposition: 'test', maintenance: { id, mode: 'test' } });
    expect(test?.events).toMatchObject([{ type: 'sos', test: true }]);
    expect(await home.deadlines()).toEqual(calling(T0 - MINUTE));
    expect(await home.audit('incident.test_recorded')).toHaveLength(1);
  });

  it('every press is recorded, but a hazard that goes on is one test, until the mode ends: then it is real', async () => {
    await home.mode('test', 'home', home.homeId);
    await home.says('sos', T0 + 1);
    await home.says('sos', T0 + 2);
    const { incidentId } = await home.says('smoke', T0 + 3);
    for (const at of [T0 + 30_000, T0 + 60_000, END - 1]) {
      expect(await home.says('smoke', at, { continuing: true })).toEqual({
        incidentId,
        outcome: 'continuing',
      });
    }
    expect(await home.incidents()).toHaveLength(3);
    expect((await home.says('smoke', END, { continuing: true })).outcome).toBe('opened');
    expect(await home.deadlines()).toEqual(calling(END));
  });

  it('what was technical becomes a work order at the end, one for each device, and a self-test does not', async () => {
    const id = await home.mode('test', 'home', home.homeId);
    await home.says('low_battery', T0 + 1, { deviceId: home.button });
    await home.says('low_battery', T0 + 2, { deviceId: home.button });
    await home.says('tamper', T0 + 3, { deviceId: home.button });
    await home.says('tamper', T0 + 4, { deviceId: home.detector, test: true });
    await home.says('sos', T0 + 5);
    const raised = (await Promise.all([sweep(END), sweep(END)])).flat();
    expect(raised).toHaveLength(1);
    const [incident] = await readIncidents(store, raised);
    expect(incident).toMatchObject({ state: 'open', priority: 3, openedAt: new Date(END).toISOString() });
    expect(incident?.events.map(({ type, deviceId }) => [type, deviceId])).toEqual([
      ['low_battery', home.button],
      ['tamper', home.button],
      ['maintenance_ended', undefined],
    ]);
    expect(await home.deadlines()).toEqual(calling(END));
    expect((await home.audit('incident.opened')).at(-1)?.detail).toMatchObject({
      after: `maintenance:${id}`,
    });
    expect(await sweep(END + 1)).toEqual([]);
  });
});
