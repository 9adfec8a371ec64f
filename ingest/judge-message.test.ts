import { expect, test } from 'vitest';
import type { UplinkMessage } from '../contracts/uplink.ts';
import { deviceStateSchema, type DeviceState } from './detect/device-state.ts';
import { RESEND_WINDOW_MS } from './detect/identify.ts';
import { judgeMessage, type Verdict } from './judge-message.ts';
import { logPosition } from './uplink/log-position.ts';

const T0 = Date.UTC(2026, 2, 1, 3);
const AHEAD = T0 + 3_600_000;
const MOTION = { id: 'd', homeId: 'h', kind: 'motion' } as const;

type Said = Partial<UplinkMessage> & { again?: boolean };

/** A device whose messages are judged in turn; what is remembered of it goes through JSON as through Redis. */
function device() {
  const unset = { room: undefined, gatewayId: undefined, ieeeAddress: undefined, friendlyName: undefined };
  const client = { device: { ...MOTION, ...unset }, byName: new Map(), byAddress: new Map(), loadedAt: 0 };
  const remembered = new Map<string, DeviceState>();
  return {
    remembered,
    /** @param more.again worked off once more after a crash */
    says(payload: object, afterMs: number, { again = false, ...more }: Said = {}): Verdict {
      const verdict = judgeMessage({
        message: {
          clientId: 'd',
          topic: 'devices/d/readings',
          payload: Buffer.from(JSON.stringify(payload)),
          receivedAt: T0 + afterMs,
          sinceConnect: 3_600_000,
          packetId: 1,
          dup: false,
          retain: false,
          ...more,
        },
        position: logPosition(0, 'routine', `${T0 + afterMs}-0`, 0),
        client,
        remembered,
        alarmsAreDone: again,
      });
      if (verdict.changed !== undefined) {
        remembered.set('d', deviceStateSchema.parse(JSON.parse(JSON.stringify(verdict.changed.state))));
      }
      return verdict;
    },
  };
}

const pointOf = ({ line }: Verdict) => line?.split(' ').at(-1);
const DUP = { dup: true };

test.each([
  ['no clock but a counter', { occupancy: true, seq: 7 }],
  ['a clock that was never set', { occupancy: true, seq: 7, time: 12 }],
  ['a clock that runs ahead', { occupancy: true, seq: 7, time: AHEAD }],
  ['a clock that runs ahead and no counter', { occupancy: true, time: AHEAD }],
  ['a gateway whose clock runs ahead', { occupancy: true, last_seen: AHEAD }],
])('a reading with %s, re-sent twice, is one point', (_, payload) => {
  const motion = device();
  const original = motion.says(payload, 0);
  expect(pointOf(original)).toMatch(new RegExp(`^${T0}\\d{6}$`));
  expect(motion.says(payload, 40_000, DUP).line).toBe(original.line);
  expect(motion.says(payload, 80_000, DUP).line).toBe(original.line);
});

test('a re-send whose original never arrived is the original of the next re-send', () => {
  const motion = device();
  const first = motion.says({ occupancy: true, seq: 7 }, 0, DUP);
  expect(motion.says({ occupancy: true, seq: 7 }, 40_000, DUP).line).toBe(first.line);
});

test('a clock that was too far ahead at first and is near enough at the re-send makes no second point', () => {
  const motion = device();
  const payload = { occupancy: true, seq: 7, time: T0 + 8 * 60_000 };
  const original = motion.says(payload, 0);
  expect(pointOf(motion.says(payload, 4 * 60_000, DUP))).toBe(pointOf(original));
});

test('a counter that started anew with other content does not vanish behind the reading before it', () => {
  const motion = device();
  const before = motion.says({ occupancy: true, seq: 1 }, 0);
  const anew = motion.says({ occupancy: false, seq: 1 }, 40_000, DUP);
  expect(pointOf(anew)).not.toBe(pointOf(before));
  expect(anew.line).toContain('occupancy:b=false');
});

test.each([
  ['another counter', { occupancy: true, seq: 8 }, 40_000, DUP],
  ['the same words but no DUP', { occupancy: true, seq: 7 }, 40_000, {}],
  ['the same words long after', { occupancy: true, seq: 7 }, RESEND_WINDOW_MS + 1, DUP],
])('%s is a reading of its own', (_, payload, afterMs, more) => {
  const motion = device();
  motion.says({ occupancy: true, seq: 7 }, 0);
  expect(pointOf(motion.says(payload, afterMs, more))).toMatch(new RegExp(`^${T0 + afterMs}`));
});

test('after a crash the original and its copy are worked off again to the same point, and nothing is learnt twice', () => {
  const motion = device();
  const original = motion.says({ occupancy: true, seq: 7 }, 0);
  motion.says({ occupancy: true, seq: 7 }, 40_000, DUP);
  const originalAgain = motion.says({ occupancy: true, seq: 7 }, 0, { again: true });
  const copyAgain = motion.says({ occupancy: true, seq: 7 }, 40_000, { ...DUP, again: true });
  expect([originalAgain.line, copyAgain.line]).toEqual([original.line, original.line]);
  expect([originalAgain.changed, copyAgain.changed]).toEqual([undefined, undefined]);
});

test('an alarm in between does not make the device forget which readings were there', () => {
  const button = device();
  const original = button.says({ occupancy: true, seq: 7 }, 0);
  expect(button.says({ action: 'emergency', seq: 8, time: T0 }, 1_000).alarms).toHaveLength(1);
  expect(button.says({ occupancy: true, seq: 7 }, 40_000, DUP).line).toBe(original.line);
});

test('what is remembered is bounded, and ends with the time in which a re-send can come', () => {
  const motion = device();
  const arrivals = () => motion.remembered.get('d')?.arrivals?.length;
  for (let seq = 0; seq < 100; seq++) motion.says({ occupancy: true, seq }, seq);
  expect(arrivals()).toBe(32);
  motion.says({ occupancy: true, seq: 100 }, RESEND_WINDOW_MS + 1_000);
  expect(arrivals()).toBe(1);
});

test.each([
  ['a usable clock', { occupancy: true, seq: 7, time: T0 }, {}],
  ['neither counter nor clock', { occupancy: true }, {}],
  ['QoS 0, where nothing is re-sent', { occupancy: true, seq: 7 }, { packetId: 0 }],
])('a reading with %s costs no memory', (_, payload, more) => {
  expect(device().says(payload, 0, more).changed).toBeUndefined();
});
