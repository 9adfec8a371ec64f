import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alarm } from '../../contracts/alarm.ts';
import type { DeviceKind } from '../../contracts/device.ts';
import { decodeBare, decodeMessage } from '../decode/decode-message.ts';
import { logPosition } from '../uplink/log-position.ts';
import { alarmId } from './alarm-id.ts';
import { detect, REPEAT_SAFETY_MS } from './detect.ts';
import { deviceStateSchema, type DeviceState } from './device-state.ts';
import type { Arrival } from './identify.ts';

const T0 = Date.UTC(2026, 2, 1, 3);

/** A device that says things at given moments; what it was is remembered as Redis would, through JSON. */
function device(kind: DeviceKind) {
  let state: DeviceState | undefined;
  let entry = 0;
  return {
    get state() {
      return state;
    },
    set state(value) {
      state = value;
    },
    says(payload: object | string, afterMs: number, more: Partial<Arrival> = {}): Alarm[] {
      const receivedAt = T0 + afterMs;
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const decoded =
        typeof payload === 'string'
          ? decodeBare('action', payload, receivedAt)
          : decodeMessage({
              topic: { kind: 'readings', clientId: 'd' },
              payload: Buffer.from(text),
              receivedAt,
            });
      if (decoded.kind !== 'reading') throw new Error('not a reading');
      const detected = detect({
        device: { id: 'd', homeId: 'h', kind },
        reading: decoded.reading,
        state,
        arrival: {
          receivedAt,
          sinceConnect: 3_600_000,
          packetId: 0,
          dup: false,
          retain: false,
          payload: Buffer.from(text),
          position: logPosition(0, 'safety', `${++entry}-0`, 0),
          ...more,
        },
      });
      state = detected.state && deviceStateSchema.parse(JSON.parse(JSON.stringify(detected.state)));
      return detected.alarms;
    },
  };
}

const ids = (...said: Alarm[][]) => new Set(said.flat().map(({ id }) => id)).size;

describe('a press', () => {
  test('sent eight times within 0.7 s is one, and two seconds later it is another', () => {
    const button = device('sos');
    const copies = Array.from({ length: 8 }, (_, index) => button.says({ action: 'single' }, index * 90));
    expect(ids(...copies)).toBe(1);
    expect(ids(...copies, button.says({ action: 'single' }, 5_000))).toBe(2);
  });

  test('after a clear is a new one even within the same second, and the clear itself is nothing', () => {
    const button = device('button');
    const first = button.says({ click: 'double', linkquality: 131 }, 0);
    expect(button.says({ click: '', linkquality: 131 }, 50)).toEqual([]);
    expect(ids(first, button.says({ click: 'double', linkquality: 131 }, 700))).toBe(2);
  });

  test('told again as bare text is the same press, even after the clear', () => {
    const button = device('sos');
    const json = button.says({ action: 'emergency' }, 0);
    const text = button.says('emergency', 5);
    button.says({ action: '' }, 10);
    expect(ids(json, text, button.says('emergency', 20))).toBe(1);
  });

  test('with another counter or time is another press, however close', () => {
    const button = device('sos');
    const first = button.says({ sos: true, seq: 1, time: T0 }, 0);
    const second = button.says({ sos: true, seq: 2, time: T0 + 10 }, 10);
    expect(ids(first, second)).toBe(2);
  });

  test('sent again with the same counter and time is the same press, with or without DUP, days later too', () => {
    const button = device('sos');
    const press = { sos: true, seq: 1, time: T0 };
    const first = button.says(press, 0);
    button.state = undefined; // nothing remembered
    expect(ids(first, button.says(press, 3 * 86_400_000))).toBe(1);
  });

  test('with DUP and the same counter is the same press although its time differs', () => {
    const button = device('sos');
    const first = button.says({ sos: true, seq: 1, time: T0 }, 0);
    const resent = button.says({ sos: true, seq: 1, time: T0 + 9_000 }, 9_000, { dup: true });
    expect(ids(first, resent)).toBe(1);
  });

  test('with DUP, the same packet id and payload is the same within ten minutes, not after', () => {
    const button = device('sos');
    const first = button.says({ action: 'single' }, 0, { packetId: 4 });
    button.says({ action: '' }, 100);
    expect(ids(first, button.says({ action: 'single' }, 60_000, { packetId: 4, dup: true }))).toBe(1);
    expect(ids(first, button.says({ action: 'single' }, 800_000, { packetId: 4, dup: true }))).toBe(2);
  });

  test('replayed as retained right after a connect is the same; a live one with RETAIN is new', () => {
    const button = device('sos');
    const retain = { retain: true };
    const first = button.says({ action: 'emergency' }, 0, retain);
    expect(
      ids(first, button.says({ action: 'emergency' }, 7_200_000, { ...retain, sinceConnect: 150 })),
    ).toBe(1);
    expect(ids(first, button.says({ action: 'emergency' }, 9_000_000, retain))).toBe(2);
  });

  test('counted from 0 again after a restart is new when it says something else', () => {
    const button = device('sos');
    const early = button.says({ action: 'single', seq: 0 }, 0);
    const later = button.says({ action: 'single', seq: 5 }, 60_000);
    const restarted = button.says({ action: 'single', seq: 0, boot: 2 }, 120_000);
    expect(ids(early, later, restarted)).toBe(3);
    expect(ids(later, button.says({ action: 'single', seq: 5 }, 700_000))).toBe(2); // ten minutes are over
  });

  test('held back by the gateway with another and delivered in the same millisecond are two', () => {
    const button = device('sos');
    const first = button.says({ action: 'single', last_seen: T0 - 60_000 }, 0);
    expect(ids(first, button.says({ action: 'single', last_seen: T0 - 30_000 }, 0))).toBe(2);
  });

  test('in earnest is never taken for a copy of a test', () => {
    const button = device('sos');
    const tested = button.says({ action: 'emergency', test: true }, 0);
    const real = button.says({ action: 'emergency' }, 500);
    expect(tested[0]?.test).toBe(true);
    expect(real[0]?.test).toBe(false);
    expect(ids(tested, real)).toBe(2);
  });
});

describe('a hazard', () => {
  test('is said when it begins, not with every reading, and again while it goes on', () => {
    const smoke = device('smoke');
    expect(smoke.says({ smoke: true }, 0)).toHaveLength(1);
    for (let at = 10_000; at < REPEAT_SAFETY_MS; at += 10_000)
      expect(smoke.says({ smoke: true }, at)).toEqual([]);
    expect(smoke.says({ smoke: true }, REPEAT_SAFETY_MS)).toMatchObject([
      { type: 'smoke', continuing: true },
    ]);
  });

  test('that is a self-test is said once however long it goes on, and is real when it goes on after the test', () => {
    const smoke = device('smoke');
    expect(smoke.says({ smoke: true, test: true }, 0)).toMatchObject([{ test: true }]);
    expect(smoke.says({ smoke: true, test: true }, REPEAT_SAFETY_MS)).toEqual([]);
    const [real] = smoke.says({ smoke: true, test: false }, REPEAT_SAFETY_MS + 1_000);
    expect(real).toMatchObject({ test: false });
    expect(real).not.toHaveProperty('continuing');
  });

  test('that ended and begins again is new at once', () => {
    const smoke = device('smoke');
    const first = smoke.says({ smoke: true }, 0);
    smoke.says({ smoke: false }, 500);
    expect(ids(first, smoke.says({ smoke: true }, 900))).toBe(2);
  });

  test('in a second room of the same device is seen', () => {
    const water = device('water');
    expect(water.says({ water_leak_wire_1: true, water_leak_wire_2: false }, 0)).toHaveLength(1);
    expect(water.says({ water_leak_wire_1: true, water_leak_wire_2: true }, 5_000)).toMatchObject([
      { type: 'water', priority: 2, cause: { property: 'water_leak_wire_2', value: true } },
    ]);
  });

  test('that goes on after the self-test is real', () => {
    const smoke = device('smoke');
    expect(smoke.says({ smoke: true, test: true }, 0)).toMatchObject([{ test: true }]);
    expect(smoke.says({ smoke: true, test: false }, 5_000)).toMatchObject([{ test: false }]);
  });

  test('whose stale copy arrives after its end is not there again, so that a real one is not swallowed', () => {
    const smoke = device('smoke');
    const fire = { smoke: true, seq: 5, time: T0 };
    const first = smoke.says(fire, 0);
    smoke.says({ smoke: false, seq: 6, time: T0 + 1_000 }, 1_000);
    expect(ids(first, smoke.says(fire, 2_000))).toBe(1);
    expect(ids(first, smoke.says({ smoke: true, seq: 7, time: T0 + 3_000 }, 3_000))).toBe(2);
  });

  test('of a weak battery is said once a day', () => {
    const door = device('door');
    expect(door.says({ contact: true, battery: 8 }, 0)).toMatchObject([{ type: 'low_battery', priority: 3 }]);
    expect(door.says({ contact: true, battery: 9 }, 3_600_000)).toEqual([]);
    expect(door.says({ contact: true, battery: 12 }, 7_200_000)).toEqual([]);
    expect(door.says({ contact: true, battery: 8 }, 86_400_000)).toHaveLength(1);
  });
});

test('a reading that says nothing of alarms leaves the memory as it is', () => {
  const door = device('door');
  expect(door.says({ contact: false, battery: 90, tamper: false }, 0)).toEqual([]);
  expect(door.state).toBeUndefined();
});

test('the same memory and message give the same alarm: a crash cannot double it', () => {
  const payload = fc.record(
    {
      smoke: fc.boolean(),
      action: fc.constantFrom('single', '', 'emergency'),
      seq: fc.nat(3),
      time: fc.constantFrom(T0, T0 + 1),
      battery: fc.nat(100),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(payload, fc.nat(3_000)), { maxLength: 20 }), (messages) => {
      const once = device('sos');
      const again = device('sos');
      let at = 0;
      for (const [message, gap] of messages) {
        at += gap;
        again.state = once.state;
        const position = logPosition(0, 'safety', `${at}-0`, 0);
        expect(again.says(message, at, { position })).toEqual(once.says(message, at, { position }));
      }
    }),
  );
});

test('an alarm id can be a job id of BullMQ', () => {
  fc.assert(fc.property(fc.array(fc.string()), (parts) => /^a[0-9a-f]{31}$/.test(alarmId(parts))));
});
