import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceKind } from '../../contracts/device.ts';
import { decodeMessage } from './decode-message.ts';
import type { Meaning } from './meaning.ts';
import { readMeaning } from './read-meaning.ts';

const NOW = Date.UTC(2026, 2, 1, 3);

function meaningOf(payload: unknown, kind: DeviceKind = 'other'): Meaning {
  const decoded = decodeMessage({
    topic: { kind: 'readings', clientId: 'd' },
    payload: Buffer.from(JSON.stringify(payload)),
    receivedAt: NOW,
  });
  if (decoded.kind !== 'reading') throw new Error(`not a reading: ${JSON.stringify(decoded)}`);
  return readMeaning(decoded.reading.properties, kind);
}

/** The alarm types a payload speaks of, sorted; `test` when a self-test runs. */
function says(payload: unknown, kind: DeviceKind = 'other'): string {
  const { levels, presses, test } = meaningOf(payload, kind);
  const types = [...levels.values()].filter(({ on }) => on).map(({ type }) => type as string);
  return [...new Set([...types, ...presses.map(({ type }) => type)])]
    .sort()
    .concat(test ? ['test'] : [])
    .join(' ');
}

describe('what is an alarm, whatever the model calls it', () => {
  test.each<[payload: object, kind: DeviceKind, says: string]>([
    [{ smoke: true, battery: 80 }, 'smoke', 'smoke'],
    [{ smoke: 'ON' }, 'smoke', 'smoke'],
    [{ smoke: 1 }, 'smoke', 'smoke'],
    [{ smoke: 'true' }, 'other', 'smoke'],
    [{ smoke_state: 'alarm' }, 'smoke', 'smoke'],
    [{ smokeDetected: true }, 'other', 'smoke'],
    [{ smoke_alarm: 'detected' }, 'smoke', 'smoke'],
    [{ smoke: false, alarm_state: 'critical_alarm' }, 'smoke', ''],
    [{ alarm_state: 'critical_alarm' }, 'smoke', 'smoke'],
    [{ alarm: true }, 'co', 'gas'],
    [{ alarm: 'fire' }, 'other', 'smoke'],
    [{ 'smoke:0': { id: 0, alarm: true, mute: false } }, 'smoke', 'smoke'],
    [{ gas: true }, 'gas', 'gas'],
    [{ carbon_monoxide: true, co: 180 }, 'co', 'gas'],
    [{ co_state: 'alarm' }, 'gas', 'gas'],
    [{ gas_sensor_state: 'alarm', gas: 22 }, 'gas', 'gas'],
    [{ water_leak: true }, 'water', 'water'],
    [{ water_leak_2: true, water_leak_1: false }, 'water', 'water'],
    [{ input_3_leak_detect_9: 'Leak', input_4_leak_detect_10: 'Dry' }, 'water', 'water'],
    [{ flood: true }, 'other', 'water'],
    [{ sos: true }, 'other', 'sos'],
    [{ sos_alarm: 'ON' }, 'other', 'sos'],
    [{ action: 'emergency' }, 'motion', 'sos'],
    [{ action: 'panic', battery: null }, 'other', 'sos'],
    [{ action: 'single' }, 'sos', 'sos'],
    [{ click: 'double' }, 'button', 'sos'],
    [{ action: 'hold' }, 'button', 'sos'],
    [{ action: '1_single' }, 'sos', 'sos'],
    [{ event: 'PANIC' }, 'other', 'sos'],
    [{ alarm: 1, tamper: 0, battery_ok: 1 }, 'sos', 'sos'],
    [{ fall: true }, 'fall', 'fall'],
    [{ fall_status: 'fall_alarm' }, 'fall', 'fall'],
    [{ fall_down_status: 'fall' }, 'fall', 'fall'],
    [{ status: 'falling' }, 'fall', 'fall'],
    [{ action: 'fall' }, 'fall', 'fall'],
    [{ tamper: true }, 'door', 'tamper'],
    [{ tamper: 1 }, 'motion', 'tamper'],
    [{ battery_low: true }, 'door', 'low_battery'],
    [{ battery_low: true, battery: 100 }, 'door', 'low_battery'],
    [{ battery: 9.5 }, 'door', 'low_battery'],
    [{ battery: '8.00' }, 'door', 'low_battery'],
    [{ battery: 0.05 }, 'door', 'low_battery'],
    [{ battery: 0 }, 'door', 'low_battery'],
    [{ battery_ok: 0 }, 'motion', 'low_battery'],
    [{ battery_state: 'low' }, 'smoke', 'low_battery'],
    [{ battery: 'LOW' }, 'door', 'low_battery'],
    [{ alert_state: 'very_low_battery' }, 'smoke', 'low_battery'],
    [{ smoke: true, test: true }, 'smoke', 'smoke test'],
    [{ smoke: true, self_test: 'checking' }, 'smoke', 'smoke test'],
    [{ smoke: true, test: 'ON' }, 'smoke', 'smoke test'],
  ])('%j of a %s says %s', (payload, kind, expected) => {
    expect(says(payload, kind)).toBe(expected);
  });
});

describe('what only sounds like an alarm is none', () => {
  test.each<[payload: object, kind: DeviceKind]>([
    [{ smoke: false, gas: false, water_leak: false, sos: false, fall: false, tamper: false }, 'other'],
    [{ smoke_level: 1, smoke_density: 1, smoke_concentration: 1, smoke_unit: 'dB/m' }, 'smoke'],
    [{ alarm_volume: 'high', alarm_switch: true, alarm_time: 1, alarm_ringtone: 'melody_1' }, 'smoke'],
    [{ test_mode: 'ON', sensitivity: 1, fall_sensitivity: 1, fall_detection: 'ON' }, 'fall'],
    [{ buzzer_manual_alarm: true, linkage_alarm: true, siren_state: 'fire' }, 'smoke'],
    [{ alarm_on_motion: 'ON', broadcast_alarms: 'ON', force_smoke_alarm: 'ON' }, 'other'],
    [{ set_max_gas_alarm: 1, set_max_co_alarm: 1 }, 'gas'],
    [{ water_leak_alarm_control: 'MUTED', water_leak_buzzer: 'ON', beeper_on_leak_1: 'ON' }, 'water'],
    [{ cold_water_preset: 1, water_consumed: 1, input_1_water_meter_7: 1 }, 'water'],
    [{ gas: 1234.5 }, 'other'],
    [{ gas: 1, gas_sensor_state: 'normal' }, 'gas'],
    [{ co: 1, co2: 1 }, 'co'],
    [{ fall_status: 'fall_warning' }, 'fall'],
    [{ fall_down_status: 'maybe_fall' }, 'fall'],
    [{ fall_status: 'normal' }, 'fall'],
    [{ smoke_state: 'detecting' }, 'smoke'],
    [{ alarm_state: 'prealarm' }, 'smoke'],
    [{ fallback_order: 'stop', rainfall: 1 }, 'other'],
    [{ quick_sos_enabled: 'ON' }, 'sos'],
    [{ tumble_switch: 'ON', tumble_alarm_time: 1 }, 'fall'],
    [{ tamper_last_changed: 1 }, 'door'],
    [{ action: '' }, 'sos'],
    [{ action: null }, 'sos'],
    [{ action: 'release' }, 'sos'],
    [{ action: 'disarm' }, 'sos'],
    [{ action: 'arm_all_zones' }, 'sos'],
    [{ action: 'single' }, 'motion'],
    [{ action: 'fall' }, 'door'],
    [{ action: 'vibration' }, 'vibration'],
    [{ state: 'ON' }, 'sos'],
    [{ alarm: 0, state: 'open', event: 160 }, 'door'],
    [{ alarm: true }, 'motion'],
    [{ battery: 100, voltage: 3000 }, 'sos'],
    [{ battery: null }, 'sos'],
    [{ battery: 255 }, 'sos'],
    [{ battery: 'OK' }, 'door'],
    [{ battery: 0, battery_low: false }, 'door'],
    [{ battery: 0, usb_power: true }, 'door'],
    [{ 'devicepower:0': { battery: { V: 0.4, percent: 0 }, external: { present: true } } }, 'environment'],
    [{ heat: true }, 'temperature'],
    [{ device: { smoke: true, friendlyName: 'sos' } }, 'smoke'],
    [{ update: { state: 'alarm' }, update_available: null }, 'smoke'],
    [{ ZbReceived: { 'Smoke kitchen': { Endpoint: 1, LinkQuality: 1 } } }, 'gateway'],
  ])('%j of a %s', (payload, kind) => {
    expect(says(payload, kind)).toBe('');
  });
});

test('a switch that starts a self-test and may be stuck does not turn a fire into a test', () => {
  for (const name of ['self_test', 'trigger_selftest', 'test_mode', 'camera_test_trigger']) {
    expect(says({ smoke: true, [name]: true }, 'smoke')).toBe('smoke');
  }
  expect(says({ smoke: true, test: 'test' }, 'smoke')).toBe('smoke');
  expect(says({ smoke: true, test: false }, 'smoke')).toBe('smoke');
});

test('a door is open or closed in every dialect', () => {
  const door = (payload: object) => meaningOf(payload, 'door').contact;
  for (const open of [
    { contact: false },
    { contact: 0 },
    { contact: 'OPEN' },
    { contact_open: 1 },
    { closed: 0 },
    { state: 'x', door: 'open' },
  ]) {
    expect(door(open)).toBe('open');
  }
  for (const closed of [{ contact: true }, { contact: 'closed' }, { closed: 1 }, { reed_open: 0 }]) {
    expect(door(closed)).toBe('closed');
  }
  expect(door({ contact: 'banana' })).toBeUndefined();
});

test('a battery on the edge neither begins nor ends a low battery', () => {
  expect(meaningOf({ battery: 12 }).levels.size).toBe(0);
  expect(meaningOf({ battery: 12, battery_low: false }).levels.size).toBe(0);
  expect(meaningOf({ battery: 60 }).levels.get('battery')?.on).toBe(false);
});

test('two zones are two hazards, two words for one hazard are one', () => {
  expect(meaningOf({ water_leak_zone_1: true, water_leak_zone_2: true }).levels.size).toBe(2);
  expect(meaningOf({ smoke: true, smoke_state: 'alarm' }).levels.size).toBe(1);
});

test('whatever else a message holds, a fire in it is seen', () => {
  const junk = fc.dictionary(
    fc.string({ maxLength: 20 }).filter((name) => !['smoke', 'test', '__proto__'].includes(name.trim())),
    fc.jsonValue({ maxDepth: 2 }),
    { maxKeys: 20 },
  );
  fc.assert(
    fc.property(junk, (others) => {
      expect(meaningOf({ ...others, smoke: true }, 'smoke').levels.get('smoke')?.on).toBe(true);
    }),
  );
});

/** Real payloads where they are at hand, else a few made-up ones in their manner: nothing may crash, ever. */
const RECORDED = ['../../../shared/data/payloads.jsonl', '../../../../shared/data/payloads.jsonl'];
function payloads(): string[] {
  const file = RECORDED.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
  if (file === undefined) {
    return [
      '{"smoke":false,"battery":"99.00"}',
      '{"action":"","battery":null}',
      'Online',
      '{"a":{"b":{"Occupancy":1}}}',
    ];
  }
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { payload: string }).payload);
}

test('every payload at hand goes through every kind of topic without a crash', () => {
  for (const payload of payloads()) {
    for (const suffix of [undefined, 'action', 'availability'] as const) {
      const topic = {
        kind: 'gateway-device',
        clientId: 'g',
        friendlyName: 'd',
        ...(suffix && { suffix }),
      } as const;
      const decoded = decodeMessage({ topic, payload: Buffer.from(payload), receivedAt: NOW });
      if (decoded.kind === 'reading') readMeaning(decoded.reading.properties, 'sos');
    }
  }
});

test('any bytes have an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('readings', 'status'), (bytes, kind) => {
      decodeMessage({
        topic: { kind, clientId: 'd' } as const,
        payload: Buffer.from(bytes),
        receivedAt: NOW,
      });
    }),
  );
});
