import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceKind } from '../../../contracts/device.ts';
import type { Reading } from '../api/shapes.ts';
import { spansOf } from './spans-of.ts';

const kinds = new Map<string, DeviceKind>([
  ['pir', 'motion'],
  ['door', 'door'],
  ['button', 'sos'],
  ['remote', 'other'],
]);
const minute = 60_000;
const at = (minutes: number, deviceId: string, properties: object): Reading => ({
  time: new Date(minutes * minute).toISOString(),
  deviceId,
  ...properties,
});
const told = (...readings: Reading[]) =>
  spansOf(readings, kinds).map(({ kind, times }) => `${kind} ${times}`);

describe('what happened in a home', () => {
  it('is one stretch of motion as long as it goes on, and another after a pause', () => {
    const motion = { occupancy: true };
    expect(told(at(0, 'pir', motion), at(5, 'pir', motion), at(30, 'pir', motion))).toEqual([
      'motion 2',
      'motion 1',
    ]);
  });

  it('never takes a motion sensor that reports stillness for motion', () => {
    expect(told(at(0, 'pir', { occupancy: false }))).toEqual(['heard 1']);
  });

  it('is an opening when the door changes, not when it repeats its state', () => {
    const readings = [true, true, false, false, true].map((contact, i) => at(i, 'door', { contact }));
    expect(told(...readings)).toEqual(['heard 3', 'opened 1', 'closed 1']);
  });

  it('is an alarm for a press on a help button, not for a lamp’s remote control', () => {
    expect(told(at(0, 'button', { action: 'single' }))).toEqual(['alarm 1']);
    expect(told(at(0, 'remote', { action: 'single' }))).toEqual(['heard 1']);
    expect(told(at(0, 'remote', { action: 'emergency' }))).toEqual(['alarm 1']);
    expect(told(at(0, 'button', { action: '' }))).toEqual(['heard 1']);
  });

  it('does not depend on the order, loses no reading, and survives one without a time', () => {
    const reading = fc.record({
      minutes: fc.nat(1440),
      deviceId: fc.constantFrom('pir', 'door', 'button'),
      properties: fc.constantFrom({ occupancy: true }, { battery: 80 }, { smoke: true }),
    });
    fc.assert(
      fc.property(fc.array(reading), (list) => {
        const readings = list.map((r) => at(r.minutes, r.deviceId, r.properties));
        const spans = spansOf([...readings, { time: 'never', deviceId: 'pir' }], kinds);
        expect(spans.reduce((sum, span) => sum + span.times, 0)).toBe(readings.length);
      }),
    );
  });
});
