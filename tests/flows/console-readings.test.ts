import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Home } from '../../contracts/home.ts';
import type { QuarantinedMessage } from '../../store/quarantine.ts';
import { addToQuarantine } from '../../store/quarantine.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';
import { freshInflux } from '../harness/fresh-influx.ts';

let influx: Awaited<ReturnType<typeof freshInflux>>;
let anju: TestConsole;
let area: string;
let home: Home;
let other: Home;
let operator: Person;

beforeAll(async () => {
  influx = await freshInflux();
  anju = await startTestConsole({ INFLUX_URL: influx.url, INFLUX_DB: influx.db });
  area = await anju.area('Gongshu');
  home = await anju.home(area);
  other = await anju.home(await anju.area('Elsewhere'));
  operator = await anju.person({ roles: ['operator'], areaIds: [area] });
});
afterAll(async () => {
  await anju.stop();
  await influx.drop();
});

interface Page {
  items: { time: string; deviceId: string; [name: string]: unknown }[];
  nextCursor?: string;
}

/** Writes points as ingest does (docs/decisions/0007): times in ns. */
async function write(
  homeId: string,
  points: { device: string; fields: string; ns: bigint }[],
): Promise<void> {
  const lines = points.map(
    ({ device, fields, ns }) => `reading,home=${homeId},device=${device} ${fields} ${ns}`,
  );
  const answer = await fetch(`${influx.url}/write?db=${influx.db}&precision=ns`, {
    method: 'POST',
    body: lines.join('\n'),
  });
  expect(answer.status).toBe(204);
}

const ns = (ms: number, tail = 0) => BigInt(ms) * 1_000_000n + BigInt(tail);
const readings = async (query = '', homeId = home.id) => {
  const answer = await operator.get(`/homes/${homeId}/readings${query}`);
  return answer.body as Page;
};

test('a home that nobody has heard of yet has no readings', async () => {
  expect(await readings('', (await anju.home(area)).id)).toEqual({ items: [] });
});

test('readings come in the order of time, with plain names and the type that was sent', async () => {
  const device = randomUUID();
  const at = Date.now() - 60_000;
  await write(home.id, [
    {
      device,
      fields: 'battery=88,state:s="OPEN",contact:b=false,text:s="a \\"b\\", 网关"',
      ns: ns(at + 5, 7),
    },
    { device, fields: 'state=1,temperature=-3.5', ns: ns(at) },
  ]);
  await write(other.id, [{ device: randomUUID(), fields: 'battery=1', ns: ns(at) }]);
  const { items } = await readings();
  expect(items).toEqual([
    { time: new Date(at).toISOString(), deviceId: device, state: 1, temperature: -3.5 },
    {
      time: new Date(at + 5).toISOString(),
      deviceId: device,
      battery: 88,
      state: 'OPEN',
      contact: false,
      text: 'a "b", 网关',
    },
  ]);
});

test('readings of one millisecond stay separate, and pages lose and repeat none, also of one nanosecond', async () => {
  const crowded = await anju.home(area);
  const [one, two] = [randomUUID(), randomUUID()];
  const at = Date.now() - 30_000;
  const points = Array.from({ length: 10 }, (_, n) => ({
    device: n % 2 ? one : two,
    fields: `n=${n}`,
    // Pairs of two devices at the very same nanosecond, all in one millisecond.
    ns: ns(at, Math.floor(n / 2)),
  }));
  await write(crowded.id, points);
  const whole = (await readings('', crowded.id)).items;
  expect(whole.map(({ n }) => n).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(whole.map(({ time }) => time))).toEqual(new Set([new Date(at).toISOString()]));
  for (const limit of [1, 3, 7]) {
    const paged: unknown[] = [];
    let cursor = '';
    do {
      const page = await readings(`?limit=${limit}&cursor=${encodeURIComponent(cursor)}`, crowded.id);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      paged.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(paged, `limit ${limit}`).toEqual(whole);
  }
});

test('one device and a time can be asked for; the last day is what comes without', async () => {
  const old = await anju.home(area);
  const [one, two] = [randomUUID(), randomUUID()];
  const now = Date.now();
  await write(old.id, [
    { device: one, fields: 'n=1', ns: ns(now - 3 * 86_400_000) },
    { device: one, fields: 'n=2', ns: ns(now - 3_600_000) },
    { device: two, fields: 'n=3', ns: ns(now - 1_800_000) },
  ]);
  const n = async (query: string) => (await readings(query, old.id)).items.map((item) => item.n);
  expect(await n('')).toEqual([2, 3]);
  expect(await n(`?deviceId=${one}`)).toEqual([2]);
  expect(await n(`?from=${new Date(now - 4 * 86_400_000).toISOString()}`)).toEqual([1, 2, 3]);
  expect(await n(`?from=${now - 4 * 86_400_000}&to=${now - 2 * 86_400_000}`)).toEqual([1]);
});

test('what is no id, no time and no cursor is refused, and never reaches InfluxDB', async () => {
  const bad = [
    "?deviceId=x' OR 1=1 --",
    "?from=2026-01-01' OR '1'='1",
    `?cursor=${encodeURIComponent("2026-01-01T00:00:00Z' OR '1'='1~0")}`,
    '?limit=100001',
    `?from=${Date.now()}&to=${Date.now() - 1000}`,
  ];
  for (const query of bad) {
    const answer = await operator.get(`/homes/${home.id}/readings${query}`);
    expect(answer.body, query).toMatchObject({ status: 400, code: 'bad_request' });
  }
});

test('fifty thousand readings come in one answer', async () => {
  const busy = await anju.home(area);
  const device = randomUUID();
  const start = Date.now() - 80_000_000;
  const points = Array.from({ length: 50_000 }, (_, n) => ({
    device,
    fields: `n=${n}`,
    ns: ns(start + n * 1000),
  }));
  for (let at = 0; at < points.length; at += 10_000) await write(busy.id, points.slice(at, at + 10_000));
  const { items, nextCursor } = await readings('', busy.id);
  expect(nextCursor).toBeUndefined();
  expect(items).toHaveLength(50_000);
  expect(items[49_999]?.n).toBe(49_999);
});

test('without InfluxDB it is said that InfluxDB is away, and everything else works', async () => {
  const lame = await startTestConsole({ INFLUX_URL: 'http://127.0.0.1:1' });
  try {
    const admin = await lame.admin();
    const { id } = await lame.home(await lame.area('Gongshu'));
    const answer = await admin.get(`/homes/${id}/readings`);
    expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' });
    expect((answer.body as { detail: string }).detail).toContain('InfluxDB');
    expect((await admin.get('/incidents')).status).toBe(200);
  } finally {
    await lame.stop();
  }
});

test('the quarantine shows text as text and bytes as base64, newest first, in scope only', async () => {
  const message = (n: number, more: Partial<QuarantinedMessage>): QuarantinedMessage => ({
    id: `0/routine/${n}-0/0`,
    receivedAt: new Date(Date.now() + n),
    clientId: randomUUID(),
    topic: 'devices/x/readings',
    payload: Buffer.from(`message ${n}`),
    code: 'not_json',
    detail: 'not JSON',
    ...more,
  });
  await addToQuarantine(anju.store, [
    message(1, { homeId: home.id, payload: Buffer.from('烟感') }),
    message(2, { homeId: home.id, payload: Buffer.from([0xff, 0x00]) }),
    message(3, { homeId: other.id }),
    message(4, {}),
  ]);
  const seen = async (person: Person, query = '') =>
    (await person.get(`/quarantine${query}`)).body as {
      items: { payload: string; encoding: string }[];
      nextCursor?: string;
    };
  expect((await seen(operator)).items).toMatchObject([
    { payload: '/wA=', encoding: 'base64' },
    { payload: '烟感', encoding: 'utf8', code: 'not_json' },
  ]);
  const first = await seen(await anju.admin(), '?limit=3');
  expect(first.items.map(({ payload }) => payload)).toEqual(['message 4', 'message 3', '/wA=']);
  const second = await seen(await anju.admin(), `?limit=3&cursor=${first.nextCursor}`);
  expect(second.items.map(({ payload }) => payload)).toEqual(['烟感']);
  expect(second.nextCursor).toBeUndefined();
});
