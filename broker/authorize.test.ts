import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorizePublish } from './authorize-publish.ts';
import { authorizeForward, authorizeSubscribe } from './authorize-subscribe.ts';
import { connectedDevice, lanesOf, type ConnectedDevice } from './connected-device.ts';

const credentials = { homeId: 'home', secretHash: Buffer.alloc(32) };
const button = connectedDevice({ ...credentials, id: 'button', kind: 'sos' }, 2);
const motion = connectedDevice({ ...credentials, id: 'motion', kind: 'motion' }, 2);
const gateway = (): ConnectedDevice => connectedDevice({ ...credentials, id: 'gw', kind: 'gateway' }, 2);
const behind = { homeId: 'home', room: undefined, gatewayId: 'gw' };
const lanes = lanesOf('gw', [
  { ...behind, id: '1', kind: 'smoke', friendlyName: 'kitchen/smoke', ieeeAddress: '0x00158d0000000001' },
  { ...behind, id: '2', kind: 'motion', friendlyName: 'hall', ieeeAddress: undefined },
  { ...behind, id: '3', kind: 'sos', friendlyName: 'foreign', ieeeAddress: undefined, gatewayId: 'another' },
]);

describe('a device publishes', () => {
  test.each([
    [button, 'devices/button/readings', 'safety'],
    [button, 'devices/button/status', 'safety'],
    [motion, 'devices/motion/readings', 'routine'],
    [button, 'devices/button/commands', undefined],
    [button, 'devices/motion/readings', undefined],
    [button, 'devices/button/readings/x', undefined],
    [button, 'devices/button', undefined],
    [button, '/devices/button/readings', undefined],
    [button, 'gateways/button/x', undefined],
    [button, '$share/g/devices/button/readings', undefined],
  ] as const)('%# %o', (device, topic, lane) => {
    expect(authorizePublish(device, topic)).toBe(lane);
  });
});

describe('a gateway publishes on the lane of who speaks', () => {
  test.each([
    ['gateways/gw/kitchen/smoke', 'safety'],
    ['gateways/gw/kitchen/smoke/action', 'safety'],
    ['gateways/gw/0x00158D0000000001', 'safety'],
    ['gateways/gw/kitchen/smoke/smoke', 'safety'],
    ['gateways/gw/0x00158D0000000001/battery', 'safety'],
    ['gateways/gw/hall', 'routine'],
    ['gateways/gw/hall/occupancy', 'routine'],
    ['gateways/gw/kitchen', 'routine'],
    ['gateways/gw/kitchen/lamp', 'routine'],
    ['gateways/gw/foreign', 'routine'],
    ['gateways/gw/bridge/state', 'routine'],
    ['devices/gw/status', 'routine'],
    ['gateways/gw2/hall', undefined],
    ['gateways/gw', undefined],
    ['gateways/gw/', undefined],
    ['devices/hall/readings', undefined],
  ] as const)('%s', (topic, lane) => {
    expect(authorizePublish({ ...gateway(), lanes }, topic)).toBe(lane);
  });

  test('and on the safety lane as long as it is not known who speaks through it', () => {
    expect(authorizePublish(gateway(), 'gateways/gw/whoever')).toBe('safety');
  });
});

test('nobody can publish, subscribe or be sent what has another id at its second level', () => {
  const topics = fc
    .tuple(
      fc.constantFrom('devices', 'gateways', '$share', '$SYS', '+', '#', ''),
      fc.constantFrom('button', 'gw', 'motion', '+', '#', '', 'Button', 'buttonx'),
      fc.array(fc.constantFrom('readings', 'status', 'commands', 'bridge', 'x', '+', '#', ''), {
        maxLength: 3,
      }),
    )
    .map(([root, id, rest]) => [root, id, ...rest].join('/'));
  fc.assert(
    fc.property(topics, fc.constantFrom(button, motion, gateway()), (topic, device) => {
      const own = topic.startsWith(`devices/${device.id}/`) || topic.startsWith(`gateways/${device.id}/`);
      if (own) return;
      expect(authorizePublish(device, topic)).toBeUndefined();
      expect(authorizeSubscribe(device, topic)).toBe(false);
      expect(authorizeForward(device, topic)).toBe(false);
    }),
  );
});

test('a device that has a hundred subscriptions gets no more', () => {
  expect(authorizeSubscribe({ ...button, subscriptions: 99 }, 'devices/button/commands')).toBe(true);
  expect(authorizeSubscribe({ ...button, subscriptions: 100 }, 'devices/button/commands')).toBe(false);
});
