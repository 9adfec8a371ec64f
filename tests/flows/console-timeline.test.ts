import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Timeline } from '../../contracts/timeline.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';
import { freshInflux } from '../harness/fresh-influx.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let influx: Awaited<ReturnType<typeof freshInflux>>;
let anju: TestConsole;
let area: string;
let homeId: string;
let operator: Person;

beforeAll(async () => {
  influx = await freshInflux();
  anju = await startTestConsole({ INFLUX_URL: influx.url, INFLUX_DB: influx.db });
  area = await anju.area('Gongshu');
  homeId = (await anju.home(area)).id;
  operator = await anju.person({ roles: ['operator'], areaIds: [area] });
});
afterAll(async () => {
  await anju.stop();
  await influx.drop();
});

const write = async (points: { device: string; fields: string; at: number }[]) => {
  const lines = points.map(
    ({ device, fields, at }) => `reading,home=${homeId},device=${device} ${fields} ${at}`,
  );
  const answer = await fetch(`${influx.url}/write?db=${influx.db}&precision=ms`, {
    method: 'POST',
    body: lines.join('\n'),
  });
  expect(answer.status).toBe(204);
};
const timeline = async (from: number, to: number, who = operator, home = homeId) =>
  who.get(`/homes/${home}/timeline?from=${from}&to=${to}`);

test('a month in buckets keeps a door of seconds, tells silence from no movement, and has every alarm', async () => {
  const now = Math.floor(Date.now() / (2 * HOUR)) * 2 * HOUR;
  const [door, motion, bed] = [randomUUID(), randomUUID(), randomUUID()];
  const from = now - 30 * DAY;
  const night = from + 10 * DAY;
  await write([
    // Before the range: closed. What it repeats is no event, what it does for nine seconds is two.
    { device: door, fields: 'contact:b=true', at: from - HOUR },
    { device: door, fields: 'contact:b=true,battery=90,linkquality=40', at: night },
    { device: door, fields: 'contact:b=false', at: night + 3 * MINUTE },
    { device: door, fields: 'contact:b=true', at: night + 3 * MINUTE + 9_000 },
    // Heard for six hours, moved in the first; then four hours of nothing at all.
    ...[0, 1, 2, 3, 4, 5, 10].map((hour) => ({
      device: motion,
      fields: `occupancy:b=${hour === 0},battery=${80 - hour},linkquality=${100 + hour}`,
      at: night + hour * HOUR,
    })),
    { device: bed, fields: 'presence:s="ON",other:s="x"', at: night },
    { device: bed, fields: 'presence:s="OFF"', at: night + 7 * HOUR },
  ]);
  const incidentId = await anju.alarm(homeId, 'smoke');

  const answer = await timeline(from, Date.now() + MINUTE);
  expect(answer.status).toBe(200);
  const body = answer.body as Timeline;
  const of = (id: string) => body.devices.find(({ deviceId }) => deviceId === id);
  const bucket = (at: number) => Math.floor((at - Date.parse(body.from)) / body.stepSeconds / 1_000);
  const slow = (at: number) => Math.floor((at - Date.parse(body.from)) / body.heardStepSeconds / 1_000);
  expect(body).toMatchObject({ stepSeconds: 1_800, heardStepSeconds: 7_200 });
  expect(of(door)).toMatchObject({ openAtStart: false, doors: [[bucket(night), 1, 1, 0]], motion: [] });
  expect(of(motion)).toMatchObject({
    motion: [[bucket(night), 1]],
    heard: [
      [slow(night), slow(night + 5 * HOUR)],
      [slow(night + 10 * HOUR), slow(night + 10 * HOUR)],
    ],
    lastMotionAt: new Date(night).toISOString(),
  });
  expect(of(motion)?.battery[0]).toEqual([slow(night), 79]);
  expect(of(bed)?.occupied).toEqual([[bucket(night), bucket(night + 7 * HOUR)]]);
  expect(body.alarms).toMatchObject([{ type: 'smoke', priority: 1, incidentId, test: false }]);

  // The day alone, in buckets of a minute.
  const day = (await timeline(night, night + DAY)).body as Timeline;
  expect(day.stepSeconds).toBe(60);
  expect(day.devices.find(({ deviceId }) => deviceId === door)?.doors).toEqual([[3, 1, 1, 0]]);
  expect(day.alarms).toEqual([]);
});

test('a timeline is refused outside the scope and for ranges that are none, and says that InfluxDB is away', async () => {
  const now = Date.now();
  const other = await anju.person({ roles: ['operator'], areaIds: [await anju.area('Elsewhere')] });
  expect((await timeline(now - DAY, now, other)).body).toMatchObject({ status: 403, code: 'out_of_scope' });
  const installer = await anju.person({ roles: ['installer'], areaIds: [area] });
  expect((await timeline(now - DAY, now, installer)).status).toBe(403);
  const family = await anju.person({ roles: ['family'], homeIds: [homeId] });
  expect((await timeline(now - DAY, now, family)).status).toBe(200);
  for (const [from, to] of [
    [now, now - 1],
    [now - 32 * DAY, now],
  ] as const) {
    expect((await timeline(from, to)).body).toMatchObject({ status: 400, code: 'bad_request' });
  }
  const lame = await startTestConsole({ INFLUX_URL: 'http://127.0.0.1:1' });
  try {
    const home = await lame.home(await lame.area('Gongshu'));
    const answer = await timeline(now - DAY, now, await lame.admin(), home.id);
    expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' });
    expect((answer.body as { detail: string }).detail).toContain('InfluxDB');
  } finally {
    await lame.stop();
  }
});
