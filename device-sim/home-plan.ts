import type { DeviceKind } from '../contracts/device.ts';
import type { Relation } from '../contracts/people.ts';
import { between, pick, seededRandom } from './seeded-random.ts';
import { elderName, youngerName } from './simulated-names.ts';

export interface DevicePlan {
  /** unique in its home; how the simulator finds the device again */
  key: string;
  kind: DeviceKind;
  room?: string;
  model?: string;
  /** key of the gateway that speaks for it; it then has no secret of its own */
  gateway?: string;
  friendlyName?: string;
  ieeeAddress?: string;
}

export interface HomePlan {
  address: string;
  timezone: string;
  location?: { lat: number; lng: number };
  resident?: { name: string; birthDate: string; phone: string; livesAlone: boolean; conditions: string[] };
  contacts: { name: string; relation: Relation; phone: string; order: number }[];
  devices: DevicePlan[];
}

/** Where simulated homes live: nobody may take one for a real home. */
export const SIMULATED_AREAS = [
  '模拟区 (simulated)',
  '模拟街道 (simulated)',
  '模拟社区 (simulated)',
] as const;

export const ROOMS = {
  bedroom: '卧室',
  living: '客厅',
  kitchen: '厨房',
  bathroom: '卫生间',
  hall: '玄关',
} as const;
export type Room = (typeof ROOMS)[keyof typeof ROOMS];

const CONDITIONS = ['高血压', '糖尿病', '心脏病', '听力下降', '行动不便', '轻度认知障碍'];

/** The n-th simulated home: the same for the same number, for ever. Every third has a Zigbee gateway. */
export function homePlan(index: number): HomePlan {
  const random = seededRandom('home', index);
  const elder = elderName(random);
  const year = Math.floor(between(random, 1930, 1946));
  const month = String(Math.floor(between(random, 1, 13))).padStart(2, '0');
  const day = String(Math.floor(between(random, 1, 29))).padStart(2, '0');
  const building = 1 + Math.floor(index / 24);
  const flat = `${1 + (Math.floor(index / 4) % 6)}0${1 + (index % 4)}`;
  const phone = (n: number): string => `+860000${String(index * 10 + n).padStart(7, '0')}`;
  return {
    address: `模拟社区 ${building}幢 ${flat}室 (simulated home ${index + 1})`,
    timezone: 'Asia/Shanghai',
    location: { lat: round(30.31 + between(random, 0, 0.03)), lng: round(120.12 + between(random, 0, 0.04)) },
    resident: {
      name: elder.full,
      birthDate: `${year}-${month}-${day}`,
      phone: phone(0),
      livesAlone: true,
      conditions: random() < 0.6 ? [pick(random, CONDITIONS)] : [],
    },
    contacts: [
      { name: youngerName(random, elder.surname), relation: 'family', phone: phone(1), order: 1 },
      { name: youngerName(random), relation: 'grid_worker', phone: phone(2), order: 2 },
      ...(random() < 0.5
        ? [{ name: youngerName(random), relation: 'neighbour' as const, phone: phone(3), order: 3 }]
        : []),
    ],
    devices: index % 3 === 2 ? zigbeeKit(index) : directKit(index % 2 === 1),
  };
}

/** Every device on its own connection. */
function directKit(livingRoom: boolean): DevicePlan[] {
  const { bedroom, living, kitchen, bathroom, hall } = ROOMS;
  return [
    { key: 'sos', kind: 'sos', room: bedroom, model: 'sim-button' },
    ...[bedroom, kitchen, bathroom, ...(livingRoom ? [living] : [])].map((room) => ({
      key: `motion-${room}`,
      kind: 'motion' as const,
      room,
      model: 'sim-motion',
    })),
    { key: 'door', kind: 'door', room: hall, model: 'sim-contact' },
    { key: 'smoke', kind: 'smoke', room: kitchen, model: 'sim-smoke' },
  ];
}

/** A gateway that speaks Zigbee2MQTT for everything else. */
function zigbeeKit(index: number): DevicePlan[] {
  const behind = (key: string, kind: DeviceKind, room: string, n: number): DevicePlan => ({
    key,
    kind,
    room,
    model: `sim-${kind}`,
    gateway: 'gateway',
    friendlyName: `${room}/${kind}`,
    ieeeAddress: `0x${(0xfe0000000000000n + BigInt(index) * 16n + BigInt(n)).toString(16).padStart(16, '0')}`,
  });
  const { bedroom, living, kitchen, bathroom, hall } = ROOMS;
  return [
    { key: 'gateway', kind: 'gateway', room: hall, model: 'sim-zigbee2mqtt' },
    behind('sos', 'sos', bedroom, 1),
    behind('fall', 'fall', bathroom, 2),
    ...[bedroom, living, kitchen, bathroom].map((room, n) => behind(`motion-${room}`, 'motion', room, 3 + n)),
    behind('door', 'door', hall, 7),
    behind('smoke', 'smoke', kitchen, 8),
    behind('smoke-2', 'smoke', living, 9),
  ];
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
