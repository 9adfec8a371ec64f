import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { priorityOf, type AlarmType } from '../../contracts/alarm.ts';
import { defaultPolicy } from '../../contracts/policy.ts';
import { auditLedger } from '../../device-sim/audit/audit-ledger.ts';
import type { Expected, LedgerEntry } from '../../device-sim/ledger-entry.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { escalate } from '../../store/escalate.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { freshInflux } from '../harness/fresh-influx.ts';
import { registerHome } from '../harness/register-home.ts';

/** What was said is over for so long that nothing of it can be on its way. */
const AGO_MS = 20_000;
const releasers: (() => Promise<unknown>)[] = [];
let store: Store;
let databaseUrl: string;
let influx: { url: string; db: string };

beforeAll(async () => {
  const database = await freshDatabase();
  releasers.push(database.drop);
  databaseUrl = database.url;
  store = openStore({ databaseUrl });
  releasers.push(() => store.destroy());
  const fresh = await freshInflux();
  releasers.push(fresh.drop);
  influx = fresh;
});
afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

async function write(line: string): Promise<void> {
  const answer = await fetch(`${influx.url}/write?db=${influx.db}&precision=ms`, {
    method: 'POST',
    body: line,
  });
  expect(answer.status).toBe(204);
}

/** A home whose device says one thing, of which everything comes that has to. */
async function homeSays(expected: Expected) {
  const said: AlarmType | undefined =
    expected === 'reading' || expected === 'duplicate' ? undefined : expected === 'test' ? 'smoke' : expected;
  const kind = said === 'smoke' ? 'smoke' : said === undefined ? 'motion' : 'sos';
  const { homeId, devices } = await registerHome(store, [kind]);
  const device = devices[0]?.id ?? '';
  const time = Date.now() - AGO_MS;
  const seq = time;
  const entry: LedgerEntry = {
    id: `${device}:${seq}`,
    device,
    topic: `devices/${device}/readings`,
    seq,
    time,
    intendedAt: time,
    sentAt: time,
    acknowledgedAt: time + 5,
    kind,
    lane: 'safety',
    expected,
  };
  const point = (more: { home?: string; time?: number } = {}): Promise<void> =>
    write(`reading,home=${more.home ?? homeId},device=${device} seq=${seq} ${more.time ?? time}`);
  await point();
  if (said === undefined) return { entry, device, point, incidentId: '' };
  const { incidentId } = await applyAlarm(
    store,
    {
      id: randomUUID(),
      homeId,
      deviceId: device,
      type: said,
      priority: priorityOf(said),
      at: time,
      receivedAt: time + 2,
      test: expected === 'test',
      cause: { property: said, value: true },
    },
    time + 3,
  );
  if (expected !== 'test') {
    await escalate(store, incidentId, time + 50, {
      policyOf: defaultPolicy,
      callFor: () => ({ calls: [], unreachable: 0, quiet: true }),
    });
  }
  return { entry, device, point, incidentId };
}

test('what was said and stored as it should be passes; whatever is taken away, added or changed is found', async () => {
  const saying = [
    'reading',
    'test',
    ...Array.from({ length: 9 }, () => 'sos' as const),
    'reading',
    'reading',
  ] as const;
  const said = await Promise.all(saying.map(homeSays));
  const entries = said.map(({ entry }) => entry);
  const audit = (more: { lateMs?: number } = {}) =>
    auditLedger({ entries, databaseUrl, influx, patienceMs: 0, ...more });

  const before = await audit();
  expect(before).toMatchObject({
    ok: true,
    verdicts: { lost: 0, doubled: 0, wrong: 0 },
    readings: { stored: 13, unknown: 0 },
    alarms: { acknowledged: 10, recorded: 10, incidents: 10 },
    escalation: { judged: 9, notJudged: 1, due: 9 },
    looked: [
      { at: 'PostgreSQL', looked: true },
      { at: 'InfluxDB', looked: true },
      { at: 'HTTP API', looked: false, why: 'ADMIN_PASSWORD is not set' },
      { at: 'escalation', looked: true },
    ],
  });
  // The events were written when the test ran, long after: late, but only where a bound was asked for.
  expect(before.verdicts.late).toBe(9);
  expect(await audit({ lateMs: 1000 })).toMatchObject({ ok: false, verdicts: { lost: 0, late: 9 } });

  const [
    moved,
    rang,
    gone,
    twice,
    other,
    tested,
    unmade,
    remade,
    endless,
    unstored,
    unsaid,
    copied,
    elsewhere,
  ] = said;
  const events = (incidentId = '') =>
    store.updateTable('incident_events').where('incident_id', '=', incidentId);
  const forget = (incidentId = '') =>
    store.deleteFrom('incident_events').where('incident_id', '=', incidentId);
  const repeat = async (incidentId = '', type: 'sos' | 'escalated'): Promise<void> => {
    const row = await store
      .selectFrom('incident_events')
      .selectAll()
      .where('incident_id', '=', incidentId)
      .where('type', '=', type)
      .executeTakeFirstOrThrow();
    const { seq: _seq, cause, detail, ...rest } = row;
    await store
      .insertInto('incident_events')
      .values({
        ...rest,
        cause: cause && JSON.stringify(cause),
        detail: detail && JSON.stringify(detail),
        id: randomUUID(),
        alarm_id: row.alarm_id && randomUUID(),
      })
      .execute();
  };
  const influxDrop = (device = '') =>
    fetch(`${influx.url}/query?db=${influx.db}`, {
      method: 'POST',
      body: new URLSearchParams({ q: `DROP SERIES FROM reading WHERE device = '${device}'` }),
    });

  await influxDrop(moved?.device);
  await moved?.point({ time: moved.entry.time - 3_600_000 });
  await events(rang?.incidentId).set({ test: false }).execute();
  await forget(gone?.incidentId).where('type', '=', 'sos').execute();
  await repeat(twice?.incidentId, 'sos');
  await events(other?.incidentId).where('type', '=', 'sos').set({ type: 'fall' }).execute();
  await events(tested?.incidentId).where('type', '=', 'sos').set({ test: true }).execute();
  await forget(unmade?.incidentId).where('type', '=', 'escalated').execute();
  await repeat(remade?.incidentId, 'escalated');
  await store
    .deleteFrom('deadlines')
    .where('incident_id', '=', endless?.incidentId ?? '')
    .execute();
  await influxDrop(unstored?.device);
  await write(`reading,home=h,device=${unsaid?.device} seq=${unsaid?.entry.seq} ${unsaid?.entry.time}`);
  await copied?.point({ time: copied.entry.time + 7 });
  await influxDrop(elsewhere?.device);
  await elsewhere?.point({ home: 'next-door' });

  const after = await audit();
  expect(after.ok).toBe(false);
  const found = after.findings
    .filter(({ verdict }) => verdict !== 'late')
    .map(({ verdict, of, id }) => `${verdict} ${of} ${id}`);
  expect(found.sort()).toEqual(
    [
      `wrong reading ${moved?.entry.id}`,
      `wrong alarm ${rang?.entry.id}`,
      `lost alarm ${gone?.entry.id}`,
      `doubled alarm ${twice?.entry.id}`,
      `wrong alarm ${other?.entry.id}`,
      `wrong alarm ${tested?.entry.id}`,
      `lost step ${unmade?.incidentId}#0`,
      `doubled step ${remade?.incidentId}#0`,
      `lost step ${endless?.incidentId}#next`,
      `lost reading ${unstored?.entry.id}`,
      `doubled reading ${unsaid?.entry.id}`,
      `wrong reading ${unsaid?.entry.id}`,
      `doubled reading ${copied?.entry.id}`,
      `wrong reading ${elsewhere?.entry.id}`,
    ].sort(),
  );
});
