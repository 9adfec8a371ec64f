import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEVICE_KINDS, type DeviceKind } from './device.ts';
import {
  isLifeSafety,
  judgeProtection,
  silenceLimit,
  type ProtectingDevice,
  type ProtectionInput,
  type ProtectionState,
} from './protection.ts';

const NOW = Date.UTC(2026, 2, 1, 3);
const HOUR = 3_600_000;

const device = (kind: DeviceKind, more: Partial<ProtectingDevice> = {}): ProtectingDevice => ({
  id: kind,
  kind,
  createdAt: NOW - 1_000 * HOUR,
  lastHeardAt: NOW - HOUR,
  ...more,
});
const home = (...devices: ProtectingDevice[]): ProtectionInput => ({
  devices,
  incidents: [],
  maintenance: [],
});
const told = (deviceId: string, type: string) => ({ deviceId, type, since: NOW - HOUR });

describe('the protection of a home', () => {
  const SOS = device('sos');
  const SMOKE = device('smoke');
  test.each<[string, ProtectionInput, ProtectionState, string[]]>([
    ['all devices speak', home(SOS, SMOKE, device('motion')), 'protected', []],
    ['it has no device', home(), 'unprotected', ['no_life_safety_device']],
    ['it has only sensors', home(device('motion'), device('door')), 'unprotected', ['no_life_safety_device']],
    ['a water sensor calls for nobody', home(device('water')), 'unprotected', ['no_life_safety_device']],
    [
      'its button was never heard',
      home(device('sos', { lastHeardAt: undefined })),
      'unprotected',
      ['never_heard'],
    ],
    [
      'its smoke detector was never heard',
      home(SOS, device('smoke', { lastHeardAt: undefined })),
      'impaired',
      ['never_heard'],
    ],
    ['its button is silent', home(device('sos', { lastHeardAt: NOW - 3 * HOUR })), 'unprotected', ['silent']],
    ['its button has 1 ms left', home(device('sos', { lastHeardAt: NOW - 3 * HOUR + 1 })), 'protected', []],
    [
      'a sensor is quiet for 24 h',
      home(SOS, device('door', { lastHeardAt: NOW - 24 * HOUR })),
      'protected',
      [],
    ],
    [
      'a sensor is silent',
      home(SOS, device('door', { lastHeardAt: NOW - 25 * HOUR })),
      'impaired',
      ['silent'],
    ],
    ['its button is offline', home(device('sos', { online: false })), 'unprotected', ['offline']],
    ['a battery is low', home(device('sos', { battery: 10 })), 'impaired', ['low_battery']],
    ['a battery is not measured', home(device('sos', { battery: 0 })), 'protected', []],
    ['a battery is on the edge', home(device('sos', { battery: 11 })), 'protected', []],
    [
      'its gateway is offline',
      home(device('gateway', { online: false }), device('sos', { gatewayId: 'gateway' })),
      'unprotected',
      ['gateway_down', 'offline'],
    ],
    ['an incident says tamper', { ...home(SOS), incidents: [told('sos', 'tamper')] }, 'impaired', ['tamper']],
    ['an incident says fault', { ...home(SOS), incidents: [told('sos', 'fault')] }, 'unprotected', ['fault']],
    [
      'it is in maintenance',
      { ...home(SOS), maintenance: [{ from: NOW, until: NOW + 1 }] },
      'maintenance',
      ['maintenance'],
    ],
    ['maintenance is over', { ...home(SOS), maintenance: [{ from: 0, until: NOW }] }, 'protected', []],
    [
      'maintenance is planned',
      { ...home(SOS), maintenance: [{ from: NOW + 1, until: NOW + 2 }] },
      'protected',
      [],
    ],
    [
      'its only button is in maintenance',
      { ...home(SOS), maintenance: [{ deviceId: 'sos', from: NOW - 1, until: NOW + 1 }] },
      'unprotected',
      ['maintenance'],
    ],
  ])('%s', (_, input, state, codes) => {
    const found = judgeProtection(input, NOW);
    expect([found.state, found.reasons.map(({ code }) => code)]).toEqual([state, codes]);
  });

  test('what can call for help is named before what only senses, and that before what needs a visit', () => {
    const input = home(
      device('motion', { lastHeardAt: undefined }),
      device('smoke', { battery: 5 }),
      device('sos', { lastHeardAt: undefined }),
    );
    expect(judgeProtection(input, NOW).reasons.map(({ deviceId }) => deviceId)).toEqual([
      'sos',
      'motion',
      'smoke',
    ]);
  });
});

const deviceArbitrary = (id: string): fc.Arbitrary<ProtectingDevice> =>
  fc.record({
    id: fc.constant(id),
    kind: fc.constantFrom(...DEVICE_KINDS),
    gatewayId: fc.option(fc.constantFrom('0', '1'), { nil: undefined }),
    createdAt: fc.constant(NOW - 1_000 * HOUR),
    lastHeardAt: fc.option(
      fc.integer({ min: 0, max: 30 * HOUR }).map((ago) => NOW - ago),
      { nil: undefined },
    ),
    battery: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    online: fc.option(fc.boolean(), { nil: undefined }),
  });
const spanArbitrary = fc.record({
  deviceId: fc.option(fc.constantFrom('0', '1', '2'), { nil: undefined }),
  from: fc.integer({ min: NOW - HOUR, max: NOW + HOUR }),
  until: fc.integer({ min: NOW - HOUR, max: NOW + 2 * HOUR }),
});
const incidentArbitrary = fc.record({
  deviceId: fc.constantFrom('0', '1', '2'),
  type: fc.constantFrom('offline', 'low_battery', 'tamper', 'fault'),
  since: fc.constant(NOW - HOUR),
});
const inputArbitrary: fc.Arbitrary<ProtectionInput> = fc.record({
  devices: fc
    .tuple(deviceArbitrary('0'), deviceArbitrary('1'), deviceArbitrary('2'))
    .chain((devices) => fc.subarray(devices)),
  incidents: fc.array(incidentArbitrary, { maxLength: 3 }),
  maintenance: fc.array(spanArbitrary, { maxLength: 2 }),
});
const FROM_GOOD_TO_BAD: Record<ProtectionState, number> = {
  protected: 0,
  impaired: 1,
  unprotected: 2,
  maintenance: 3,
};

test('one more fault never makes a home look better protected, and never takes a reason away', () => {
  const faults: ((input: ProtectionInput, id: string) => ProtectionInput)[] = [
    (input, id) => ({ ...input, incidents: [...input.incidents, told(id, 'offline')] }),
    (input, id) => ({ ...input, incidents: [...input.incidents, told(id, 'fault')] }),
    (input, id) => ({ ...input, incidents: [...input.incidents, told(id, 'tamper')] }),
    (input, id) => ({ ...input, incidents: [...input.incidents, told(id, 'low_battery')] }),
    (input, id) => worsen(input, id, { online: false }),
    (input, id) => worsen(input, id, { lastHeardAt: undefined }),
    (input, id) => worsen(input, id, { battery: 5 }),
    (input, id) => ({
      ...input,
      maintenance: [...input.maintenance, { deviceId: id, from: NOW - 1, until: NOW + 1 }],
    }),
  ];
  fc.assert(
    fc.property(
      inputArbitrary,
      fc.constantFrom(...faults),
      fc.constantFrom('0', '1', '2'),
      (input, fault, id) => {
        const before = judgeProtection(input, NOW);
        const after = judgeProtection(fault(input, id), NOW);
        expect(FROM_GOOD_TO_BAD[after.state]).toBeGreaterThanOrEqual(FROM_GOOD_TO_BAD[before.state]);
        expect(after.reasons.length).toBeGreaterThanOrEqual(before.reasons.length);
      },
    ),
  );
});

function worsen(input: ProtectionInput, id: string, fields: Partial<ProtectingDevice>): ProtectionInput {
  return { ...input, devices: input.devices.map((one) => (one.id === id ? { ...one, ...fields } : one)) };
}

test('a home counts as protected only if a life-safety device was heard within its limit', () => {
  fc.assert(
    fc.property(inputArbitrary, (input) => {
      if (judgeProtection(input, NOW).state !== 'protected') return;
      const heard = ({ kind, lastHeardAt }: ProtectingDevice): boolean =>
        lastHeardAt !== undefined && NOW - lastHeardAt < silenceLimit(kind);
      expect(input.devices.some((one) => isLifeSafety(one.kind) && heard(one))).toBe(true);
      expect(input.devices.every(heard)).toBe(true);
    }),
  );
});

test('until the moment it names, time alone changes nothing', () => {
  fc.assert(
    fc.property(inputArbitrary, fc.integer({ min: 0, max: 40 * HOUR }), (input, later) => {
      const first = judgeProtection(input, NOW);
      const until = Math.min(NOW + later, (first.lookAt ?? Infinity) - 1);
      const second = judgeProtection(input, until);
      expect([second.state, second.reasons]).toEqual([first.state, first.reasons]);
    }),
  );
});
