import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRecording } from './parse-recording.ts';

const options = { name: 'test.csv', timezone: 'Asia/Shanghai' };
const csv = (...lines: string[]): string => ['ts,sensor,type,room,state', ...lines, ''].join('\n');

describe('a recording', () => {
  test('becomes Zigbee2MQTT properties: an open door is contact false, a movement is occupancy true', () => {
    const { sensors, events } = parseRecording(
      csv(
        '2009-07-21T13:30:12,7,door,frontdoor / Outside,on',
        '2009-07-21T13:30:14,7,door,frontdoor / Outside,off',
        '2009-07-21T13:30:15,28,pir,PIR keuken / Kitchen,on',
        '2009-07-21T13:30:16,12,pressure,press bed  rechts / Sleep,on',
        '2009-07-21T13:30:17,seat,pressure,Living,on',
        '2009-07-21T13:30:18,6,flush,toilet flush / Toilet,off',
        '2009-07-21T13:30:19,x,electric,Kitchen,on',
      ),
      options,
    );
    expect(sensors.map(({ kind, property }) => `${kind} ${property}`)).toEqual([
      'door contact',
      'motion occupancy',
      'bed occupancy',
      'presence occupancy',
      'other flush',
      'other power_on',
    ]);
    expect(events.map(({ value }) => value)).toEqual([false, true, true, true, true, false, true]);
    expect(events[0]?.at).toBe(Date.parse('2009-07-21T13:30:12+08:00'));
  });

  test('reads its times by the clock of the given zone, summer time included', () => {
    const text = csv('2009-07-21T13:30:12,7,door,x,on', '2009-12-21T13:30:12,7,door,x,on');
    const { events } = parseRecording(text, { ...options, timezone: 'Europe/Amsterdam' });
    expect(events.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2009-07-21T11:30:12.000Z',
      '2009-12-21T12:30:12.000Z',
    ]);
  });

  test('keeps the order of what one sensor said within a second, and never two at one time', () => {
    const second = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(second, fc.constantFrom('a', 'b'), fc.boolean()), { minLength: 1 }),
        (said) => {
          const ordered = said.toSorted(([a], [b]) => a - b);
          const text = csv(
            ...ordered.map(([s, name, on]) => `2009-07-21T13:30:0${s},${name},pir,x,${on ? 'on' : 'off'}`),
          );
          const { events } = parseRecording(text, options);
          expect(events).toHaveLength(said.length);
          expect(new Set(events.map(({ at, sensor }) => `${sensor} ${at}`)).size).toBe(said.length);
          for (const name of ['a', 'b']) {
            const values = events.filter(({ sensor }) => sensor === name).map(({ value }) => value);
            expect(values).toEqual(ordered.filter(([, sensor]) => sensor === name).map(([, , on]) => on));
          }
        },
      ),
    );
  });

  test.each([
    ['time,sensor', 'test.csv line 1: the header must be ts,sensor,type,room,state, not time,sensor'],
    [
      csv('2009-07-21T13:30:12,7,door,x,on', '21.7.2009,7,door,x,on'),
      'test.csv line 3: ts must be a local time',
    ],
    [csv('2009-02-31T13:30:12,7,door,x,on'), 'test.csv line 2: ts must be a local time'],
    [csv('2009-07-21T13:30:12,7,door,x,open'), 'test.csv line 2: state must be on or off'],
    [csv('2009-07-21T13:30:12,7,door,x'), 'test.csv line 2: 5 fields are expected, there are 4'],
    [csv(), 'test.csv has a header and no events'],
  ])('that is malformed is refused with the line that is wrong: %j', (text, message) => {
    expect(() => parseRecording(text, options)).toThrow(message);
  });

  test('in a time zone nobody knows is refused', () => {
    expect(() => parseRecording(csv(), { ...options, timezone: 'Mars/Olympus' })).toThrow(
      '--timezone Mars/Olympus',
    );
  });
});
