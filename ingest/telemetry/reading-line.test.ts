import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flatten } from '../decode/flatten.ts';
import { logPosition } from '../uplink/log-position.ts';
import { readingLine } from './reading-line.ts';
import { timestampTail } from './timestamp-tail.ts';

const line = (payload: Record<string, unknown>, more: { seq?: number; tail?: number } = {}) =>
  readingLine({
    homeId: 'h',
    deviceId: 'd',
    properties: flatten(payload),
    at: 1_700_000_000_000,
    tail: 7,
    ...more,
  });

test('the type of a value is part of its field, so that a field never changes its type', () => {
  expect(line({ battery: 87.5, contact: true, action: 'single' }, { seq: 3 })).toBe(
    'reading,home=h,device=d battery=87.5,contact:b=true,action:s="single",seq=3 1700000000000000007',
  );
});

test('quotes, backslashes, line breaks and NUL cannot break out of a line', () => {
  expect(line({ note: 'a"b\\c\nd\0' })).toBe(
    'reading,home=h,device=d note:s="a\\"b\\\\c d" 1700000000000000007',
  );
});

test('names that InfluxDB or we keep for ourselves are written otherwise', () => {
  expect(line({ time: 5, home: 1, _field: 2, 'a b,c=d': 3 })).toBe(
    'reading,home=h,device=d time_=5,home_=1,field=2,a_b_c_d=3 1700000000000000007',
  );
});

test('a reading without a value is no line', () => {
  expect(line({ battery: null, device: { ieeeAddr: '0x1' } })).toBeUndefined();
});

test('whatever a device says, it is one line', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (payload) => {
      const text = line(payload);
      expect(text?.includes('\n') ?? false).toBe(false);
      if (text !== undefined) expect(text).toMatch(/^reading,home=h,device=d .+ \d{19}$/s);
    }),
  );
});

test('readings of one millisecond are told apart, and the same reading gets the same place again', () => {
  const payload = Buffer.from('{"a":1}');
  const tail = (entry: string, index: number) =>
    timestampTail({
      seq: undefined,
      hasDeviceTime: false,
      payload,
      position: logPosition(0, 'routine', entry, index),
    });
  const places = [tail('100-0', 0), tail('100-0', 1), tail('100-1', 0), tail('101-0', 0)];
  expect(new Set(places).size).toBe(4);
  expect(tail('100-0', 1)).toBe(places[1]);
  const position = logPosition(0, 'routine', '5-5', 5);
  expect(timestampTail({ seq: 1_000_001, hasDeviceTime: true, payload, position })).toBe(1);
  const other = timestampTail({
    seq: undefined,
    hasDeviceTime: true,
    payload: Buffer.from('{"a":2}'),
    position,
  });
  expect(timestampTail({ seq: undefined, hasDeviceTime: true, payload, position })).not.toBe(other);
});
