import mqtt, { type MqttClient } from 'mqtt';
import { priorityOf, type Alarm, type AlarmType } from '../../contracts/alarm.ts';
import type { DeviceKind } from '../../contracts/device.ts';
import type { Disposition, Incident } from '../../contracts/incident.ts';
import type { Relation, Role } from '../../contracts/people.ts';
import { applyActionIn, type PersonAction } from '../../store/apply-transition.ts';
import { newId } from '../../store/new-id.ts';
import { openIncidents } from '../../store/open-incidents.ts';
import { openStore } from '../../store/open-store.ts';
import { logIn, type Session } from './log-in.ts';
import type { Platform } from './platform.ts';

export const PASSWORD = 'a-long-enough-password';

export interface DistrictDevice {
  id: string;
  kind: DeviceKind;
  room: string;
  /** publishes one reading and waits until the platform has it for good */
  says: (reading: Record<string, unknown>) => Promise<void>;
}

export interface DistrictHome {
  id: string;
  areaId: string;
  address: string;
  resident: string;
  devices: readonly DistrictDevice[];
  /** the device of this kind */
  device: (kind: DeviceKind, room?: string) => DistrictDevice;
}

export interface DistrictUser {
  id: string;
  username: string;
  name: string;
}

/** A small district with everything an operator meets, on a running platform. All names are made up. */
export interface District {
  admin: Session;
  areas: { district: string; gongchen: string; mishi: string };
  users: {
    li: DistrictUser;
    zhou: DistrictUser;
    chen: DistrictUser;
    daughter: DistrictUser;
  };
  homes: readonly DistrictHome[];
  home: (n: number) => DistrictHome;
  /** the incident of this home that is not resolved, once there is one */
  incidentOf: (home: DistrictHome) => Promise<Incident | undefined>;
  close: () => Promise<void>;
}

const PEOPLE = [
  '王秀英',
  '沈炳坤',
  '邓玉珍',
  '陈桂芳',
  '赵德明',
  '姚秀兰',
  '周阿大',
  '单美娟',
  '仇福根',
  '曾玉兰',
];
const STREETS = ['桥弄街', '小河直街', '大兜路', '湖墅南路', '米市巷', '莫干山路'];

/** Registers areas, people, homes and devices through the API as an administrator would, and connects the devices. */
export async function openDistrict(platform: Platform, { homes = 8 } = {}): Promise<District> {
  const admin = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
  const made = async (path: string, body: object): Promise<string> =>
    (await admin.request<{ id: string }>('POST', path, body)).id;
  const district = await made('/areas', { name: '拱墅区' });
  const gongchen = await made('/areas', { name: '拱宸桥街道', parentId: district });
  const mishi = await made('/areas', { name: '米市巷街道', parentId: district });
  await made('/services', { areaId: district, kind: 'fire', name: '拱墅消防救援站', phone: '119' });
  await made('/services', { areaId: district, kind: 'ambulance', name: '急救中心', phone: '120' });
  await made('/services', { areaId: gongchen, kind: 'locksmith', name: '运河开锁', phone: '057188110110' });
  const clients: MqttClient[] = [];

  const addHome = async (n: number): Promise<DistrictHome> => {
    const areaId = n % 2 === 0 ? gongchen : mishi;
    const address = `${STREETS[n % STREETS.length]} ${3 * n + 7} 号 ${(n % 4) + 1} 单元 ${n + 1}0${(n % 4) + 1} 室`;
    const id = await made('/homes', {
      areaId,
      address,
      location: { lat: 30.32 + 0.0031 * (n % 5), lng: 120.14 + 0.0047 * Math.floor(n / 2) },
      access: '楼道门密码 1958#；备用钥匙在 102 室吴阿姨处；家中有一只小狗',
    });
    const resident = PEOPLE[n % PEOPLE.length] ?? '';
    await made(`/homes/${id}/residents`, {
      name: resident,
      birthDate: `19${36 + (n % 9)}-0${1 + (n % 9)}-12`,
      phone: `0571880${String(10_000 + n)}`,
      livesAlone: true,
      conditions: n % 2 === 0 ? ['高血压', '冠心病'] : ['听力下降'],
      mobility: n % 2 === 0 ? 'walks_with_aid' : 'walks',
      language: '杭州话',
      notes: n % 2 === 0 ? '夜里常起身，请慢慢说话' : undefined,
    });
    const contacts: [string, Relation, string][] = [
      ['刘洋', 'grid_worker', `1380000${String(1000 + n)}`],
      [`${resident.slice(0, 1)}丽`, 'family', `1390000${String(1000 + n)}`],
      ['吴阿姨', 'key_holder', `1370000${String(1000 + n)}`],
    ];
    for (const [order, [name, relation, phone]] of contacts.entries()) {
      await made(`/homes/${id}/contacts`, { name, relation, phone, order: order + 1 });
    }
    const devices: DistrictDevice[] = [];
    const kinds: [DeviceKind, string][] = [
      ['sos', '卧室'],
      ['motion', '客厅'],
      ['motion', '卫生间'],
      ['door', '门厅'],
      ['smoke', '厨房'],
      ['smoke', '客厅'],
    ];
    for (const [kind, room] of kinds) {
      const device = await admin.request<{ id: string; secret: string }>('POST', `/homes/${id}/devices`, {
        kind,
        room,
      });
      const client = await mqtt.connectAsync(platform.mqttUrl, {
        clientId: device.id,
        username: device.id,
        password: device.secret,
      });
      clients.push(client);
      let seq = 0;
      const says = async (reading: Record<string, unknown>): Promise<void> => {
        const payload = { time: Date.now(), ...reading, seq: ++seq };
        await client.publishAsync(`devices/${device.id}/readings`, JSON.stringify(payload), { qos: 1 });
      };
      devices.push({ id: device.id, kind, room, says });
    }
    return {
      id,
      areaId,
      address,
      resident,
      devices,
      device: (kind, room) => {
        const found = devices.find((one) => one.kind === kind && (room === undefined || one.room === room));
        if (!found) throw new Error(`home ${n} has no ${kind} in ${room ?? 'any room'}`);
        return found;
      },
    };
  };

  const user = async (
    name: string,
    username: string,
    roles: Role[],
    scope: object,
  ): Promise<DistrictUser> => ({
    id: await made('/users', { username, name, password: PASSWORD, roles, ...scope }),
    username,
    name,
  });
  const all: DistrictHome[] = [];
  for (let n = 0; n < homes; n++) all.push(await addHome(n));
  const users = {
    li: await user('李敏', 'limin', ['operator'], { areaIds: [district] }),
    zhou: await user('周涛', 'zhoutao', ['operator'], { areaIds: [district] }),
    chen: await user('陈洁', 'chenjie', ['supervisor'], { areaIds: [district] }),
    daughter: await user('王丽', 'wangli', ['family'], { homeIds: [all[0]?.id] }),
  };
  const from = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const until = new Date(Date.now() + 6 * 3_600_000).toISOString();
  for (const { id } of [users.li, users.zhou, users.chen]) {
    await made('/duties', { userId: id, startsAt: from, endsAt: until });
  }
  return {
    admin,
    areas: { district, gongchen, mishi },
    users,
    homes: all,
    home: (n) => {
      const home = all[n];
      if (!home) throw new Error(`the district has no home ${n}`);
      return home;
    },
    incidentOf: async (home) => {
      const path = `/incidents?homeId=${home.id}&state=open,acknowledged,dispatched,on_scene`;
      const { items } = await admin.request<{ items: Incident[] }>('GET', path);
      return items[0];
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.endAsync(true)));
    },
  };
}

/**
 * Weeks that lie behind the district: incidents opened, answered after so many seconds and closed, written by the
 * store's own functions as they would have been at that time. Each in one transaction: its deadlines are long past, and
 * a running alerting that saw one half of it would call people, or take it from who has it.
 */
export async function remember(platform: Platform, district: District, { days = 20 } = {}): Promise<void> {
  const store = openStore({ databaseUrl: platform.databaseUrl, connections: 2 });
  const types: AlarmType[] = ['sos', 'sos', 'smoke', 'door', 'fall', 'sos', 'low_battery'];
  const outcomes: Disposition[] = [
    'false_alarm',
    'assistance',
    'false_alarm',
    'test',
    'emergency',
    'no_answer',
  ];
  try {
    const operators = [district.users.li, district.users.zhou];
    for (let n = 0; n < days * 3; n++) {
      const home = district.homes[(n * 3) % district.homes.length];
      const type = types[n % types.length];
      const operator = operators[n % operators.length];
      const disposition = outcomes[(n * 5) % outcomes.length];
      if (!home || !type || !operator || !disposition) throw new Error('lists are never empty');
      const at = Date.now() - 3_600_000 * (12 + 8 * n) - 60_000 * ((n * 17) % 55);
      const by = { kind: 'user' as const, id: operator.id, override: false };
      const alarm: Alarm = {
        id: newId(),
        homeId: home.id,
        deviceId: home.device(type === 'smoke' ? 'smoke' : type === 'door' ? 'door' : 'sos').id,
        type,
        priority: priorityOf(type),
        at,
        receivedAt: at,
        test: false,
        cause: { property: 'action', value: 'emergency' },
      };
      const answered = at + 1_000 * (6 + ((n * 13) % 47) + (n % 11 === 0 ? 75 : 0));
      await store.transaction().execute(async (trx) => {
        const [opened] = await openIncidents(trx, [alarm], at);
        if (!opened)
          throw new Error(`home ${home.id} has an open incident: remember before anything happens`);
        const incidentId = opened.incident.id;
        const act = (action: PersonAction['action'], after: number): Promise<void> =>
          applyActionIn(trx, { incidentId, action }, answered + after);
        await act({ kind: 'acknowledge', by }, 0);
        if (n % 4 === 1) {
          await act({ kind: 'dispatch', by }, 40_000);
          await act({ kind: 'arrive', by }, 60_000 * 14);
        }
        await act({ kind: 'resolve', by, disposition }, 60_000 * 18);
      });
    }
  } finally {
    await store.destroy();
  }
}

/** A day of ordinary life in a home: somebody gets up, cooks, goes out for an hour, goes to bed. */
export async function liveADay(home: DistrictHome, now: number): Promise<void> {
  const living = home.device('motion', '客厅');
  const bath = home.device('motion', '卫生间');
  const door = home.device('door');
  for (let minute = 24 * 60; minute > 5; minute -= 11) {
    const time = now - minute * 60_000;
    const hour = (new Date(time).getUTCHours() + 8) % 24;
    const awake = hour >= 6 && hour < 21 && !(hour === 9 || hour === 16);
    const battery = 84 - Math.floor((24 * 60 - minute) / 400);
    if (awake)
      await living.says({ occupancy: minute % 2 === 0, battery, linkquality: 90 + (minute % 60), time });
    if (awake ? minute % 5 === 0 : minute % 23 === 0) await bath.says({ occupancy: true, battery: 71, time });
    if (hour === 9 && minute % 3 === 0) await door.says({ contact: minute % 2 === 0, battery: 95, time });
  }
  for (const one of home.devices) await one.says({ battery: 80, linkquality: 120, time: now - 60_000 });
}

/**
 * Three weeks behind it, a day of readings, and now: a fire in two rooms, an SOS in li's hands (`id`), a fall to which
 * somebody was sent (`sent`), low batteries.
 */
export async function aBusyNight(
  platform: Platform,
  district: District,
): Promise<{ id: string; sent: string }> {
  await remember(platform, district);
  for (const n of [0, 1, 2]) await liveADay(district.home(n), Date.now());
  const { says: press } = district.home(0).device('sos');
  await press({ action: 'emergency' });
  const fire = district.home(1);
  await fire.device('smoke', '厨房').says({ smoke: true, battery: 88 });
  await fire.device('smoke', '客厅').says({ smoke: true, battery: 90 });
  await district.home(2).device('sos').says({ fall: true });
  await district.home(4).device('sos').says({ action: 'emergency' });
  await district.home(3).device('motion').says({ battery: 4, battery_low: true });
  await district.home(5).device('door').says({ battery: 7, battery_low: true });
  await district.home(6).device('smoke').says({ tamper: true });
  const find = async (n: number) => {
    for (;;) {
      const found = await district.incidentOf(district.home(n));
      if (found) return found.id;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const [sos, , fall, other] = [await find(0), await find(1), await find(2), await find(4)];
  const li = await logIn(platform.httpUrl, district.users.li.username, PASSWORD);
  const zhou = await logIn(platform.httpUrl, district.users.zhou.username, PASSWORD);
  await li.request('POST', `/incidents/${sos}/acknowledge`, {});
  await li.request('POST', `/incidents/${sos}/notes`, { text: '老人说在卫生间滑倒，意识清楚' });
  await zhou.request('POST', `/incidents/${fall}/acknowledge`, {});
  const { items } = await zhou.request<{ items: { id: string }[] }>(
    'GET',
    `/homes/${district.home(2).id}/contacts`,
  );
  await zhou.request('POST', `/incidents/${fall}/dispatch`, { to: { kind: 'contact', id: items[0]?.id } });
  await zhou.request('POST', `/incidents/${other}/acknowledge`, {});
  return { id: sos, sent: fall };
}

/** Zhou goes home and leaves what is open to who comes. */
export async function signOut(platform: Platform, district: District): Promise<{ id: string }> {
  const zhou = await logIn(platform.httpUrl, district.users.zhou.username, PASSWORD);
  return zhou.request('POST', '/handovers', { notes: '桥弄街 7 号老人的女儿早上会来电，请转告。' });
}

/** Li keeps an incident, however long one looks at it. */
export async function keepInHand(
  platform: Platform,
  district: District,
  incident: { id: string },
): Promise<void> {
  const li = await logIn(platform.httpUrl, district.users.li.username, PASSWORD);
  await li.request('POST', `/incidents/${incident.id}/acknowledge`, {});
}
