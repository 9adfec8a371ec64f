import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { KnownDevice } from '../store/devices.ts';
import type { StatusUpdate } from '../store/device-status.ts';
import { createDeviceStatusKeeper } from './keep-device-status.ts';
import { createMetrics } from './metrics.ts';

const T0 = Date.UTC(2026, 2, 1, 3);
const known = (id: string, kind: KnownDevice['kind'], gatewayId?: string): KnownDevice => ({
  ...{ id, homeId: 'h', kind, room: undefined, gatewayId },
  ...{ ieeeAddress: undefined, friendlyName: undefined },
});
const SOS = known('sos', 'sos');
const GATEWAY = known('gateway', 'gateway');
const DOOR = known('door', 'door', 'gateway');
const property = (name: string, value: number) => ({ name, says: name, value, own: true });

function keeper() {
  const state = { away: false, calls: 0, written: [] as StatusUpdate[] };
  const kept = createDeviceStatusKeeper({
    write: async (updates) => {
      state.calls += 1;
      if (state.away) throw new Error('PostgreSQL is away');
      state.written.push(...updates);
    },
    logger: pino({ enabled: false }),
    metrics: createMetrics(),
    everyMs: 1_000_000,
  });
  /** what was written since the last time it was asked for */
  const written = async (): Promise<StatusUpdate[]> => {
    await kept.flush();
    return state.written.splice(0);
  };
  return { ...kept, state, written };
}

test('who is heard all the time is written down once a minute, with the last word', async () => {
  const { note, written } = keeper();
  note(SOS, { device: SOS, properties: [] }, T0);
  expect(await written()).toMatchObject([{ deviceId: 'sos', heardAt: T0, silenceMs: 3 * 3_600_000 }]);
  note(SOS, { device: SOS, properties: [] }, T0 + 59_999);
  expect(await written()).toEqual([]);
  note(SOS, { device: SOS, properties: [] }, T0 + 60_000);
  expect(await written()).toMatchObject([{ heardAt: T0 + 60_000 }]);
});

test('a battery that has another level is written at once, the same level and a flickering signal are not', async () => {
  const { note, written } = keeper();
  note(SOS, { device: SOS, properties: [property('battery', 80), property('linkquality', 90)] }, T0);
  expect(await written()).toMatchObject([{ battery: 80, linkQuality: 90 }]);
  note(SOS, { device: SOS, properties: [property('battery', 80), property('linkquality', 12)] }, T0 + 1);
  expect(await written()).toEqual([]);
  note(SOS, { device: SOS, properties: [property('battery', 79)] }, T0 + 2);
  expect(await written()).toMatchObject([{ battery: 79, linkQuality: 12 }]);
});

test('a device behind a gateway is heard, and its gateway with it', async () => {
  const { note, written } = keeper();
  note(GATEWAY, { device: DOOR, properties: [] }, T0);
  expect((await written()).map(({ deviceId }) => deviceId)).toEqual(['gateway', 'door']);
});

test('a will is no sign of life, and a word after it is', async () => {
  const { note, written } = keeper();
  note(SOS, { device: SOS, online: false }, T0);
  expect(await written()).toMatchObject([{ heardAt: undefined, online: false, onlineAt: T0 }]);
  note(SOS, { device: SOS, properties: [] }, T0 + 5);
  expect(await written()).toMatchObject([{ heardAt: T0 + 5, online: true, onlineAt: T0 + 5 }]);
});

test('a gateway that says a device is offline is itself alive', async () => {
  const { note, written } = keeper();
  note(GATEWAY, { device: DOOR, online: false }, T0);
  expect(await written()).toMatchObject([
    { deviceId: 'gateway', heardAt: T0, online: undefined },
    { deviceId: 'door', heardAt: undefined, online: false },
  ]);
});

test('while the database is away nothing is lost of a last word, and each flush tries once', async () => {
  const { note, flush, written, state } = keeper();
  state.away = true;
  note(SOS, { device: SOS, properties: [property('battery', 9)] }, T0);
  note(SOS, { device: SOS, online: false }, T0 + 1);
  await flush();
  await flush();
  expect(state.calls).toBe(2);
  state.away = false;
  expect(await written()).toMatchObject([{ heardAt: T0, battery: 9, online: false }]);
});

test('nonsense of one device is not what the batch of all fails by', async () => {
  const { note, written } = keeper();
  note(SOS, { device: SOS, properties: [property('battery', 4_000), property('linkquality', 1e9)] }, T0);
  expect(await written()).toMatchObject([{ battery: undefined, linkQuality: undefined }]);
});
