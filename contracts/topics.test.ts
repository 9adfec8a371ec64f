import { describe, expect, it } from 'vitest';
import { commandsTopic, gatewayBaseTopic, parseUplinkTopic, readingsTopic, statusTopic } from './topics.ts';

describe('an uplink topic', () => {
  it('of a device names the device and what it is', () => {
    expect(parseUplinkTopic(readingsTopic('d1'))).toEqual({ kind: 'readings', clientId: 'd1' });
    expect(parseUplinkTopic(statusTopic('d1'))).toEqual({ kind: 'status', clientId: 'd1' });
  });

  it('of a gateway keeps slashes and spaces in a friendly name', () => {
    expect(parseUplinkTopic(`${gatewayBaseTopic('g1')}/Smoke RIGHT`)).toEqual({
      kind: 'gateway-device',
      clientId: 'g1',
      friendlyName: 'Smoke RIGHT',
    });
    expect(parseUplinkTopic('gateways/g1/floor 1/kitchen/availability')).toEqual({
      kind: 'gateway-device',
      clientId: 'g1',
      friendlyName: 'floor 1/kitchen',
      suffix: 'availability',
    });
  });

  it('of a gateway tells a press as bare text from the device itself', () => {
    expect(parseUplinkTopic('gateways/g1/0x847127fffe0542eb/action')).toMatchObject({
      friendlyName: '0x847127fffe0542eb',
      suffix: 'action',
    });
    expect(parseUplinkTopic('gateways/g1/action')).toEqual({
      kind: 'gateway-device',
      clientId: 'g1',
      friendlyName: 'action',
    });
  });

  it("of Zigbee2MQTT's own bridge is not a device", () => {
    expect(parseUplinkTopic('gateways/g1/bridge/state')).toEqual({
      kind: 'gateway-bridge',
      clientId: 'g1',
      path: 'state',
    });
  });

  it.each([
    '',
    'devices',
    'devices/',
    'devices//readings',
    'devices/d1',
    'devices/d1/',
    'gateways/g1',
    'gateways/g1/',
    'homes/h/readings',
    commandsTopic('d1'),
  ])('is not %j', (topic) => {
    expect(parseUplinkTopic(topic)).toBeUndefined();
  });
});
