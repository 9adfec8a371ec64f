import fc from 'fast-check';
import { expect, it } from 'vitest';
import { saysOpen, timelineFields } from './timeline-fields.ts';
import { heardQuestions, timelineQuestions } from './timeline-questions.ts';
import { timelineRange } from './timeline-range.ts';

const homeId = '0198c0de-0000-7000-8000-000000000000';
const DAY = 86_400_000;
const days = (n: number, step?: number) =>
  timelineRange(new Date(100 * DAY), new Date((100 + n) * DAY), step);

it('buckets are small enough to see a quarter of an hour, and few enough for a screen', () => {
  expect([1, 7, 30, 31].map((n) => [days(n).step / 1_000, days(n).heardStep / 1_000])).toEqual([
    [60, 900],
    [600, 3_600],
    [1_800, 7_200],
    [1_800, 7_200],
  ]);
});

it('a range is refused with what is allowed', () => {
  expect(() => days(0)).toThrow('before `to`');
  expect(() => days(31.01)).toThrow('31 days');
  expect(() => days(31, 60)).toThrow('at least 893 s');
});

it('a range begins on a whole step and covers what was asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      fc.integer({ min: 1, max: 31 * DAY }),
      fc.option(fc.integer({ min: 900, max: 86_400 }), { nil: undefined }),
      (from, length, step) => {
        const range = timelineRange(new Date(from), new Date(from + length), step);
        expect(range.from % range.heardStep).toBe(0);
        expect(range.heardStep % range.step).toBe(0);
        expect(from - range.from).toBeGreaterThanOrEqual(0);
        expect(from - range.from).toBeLessThan(range.heardStep);
      },
    ),
  );
});

it('fields are taken by what they mean, whatever their type, and no setting counts as movement', () => {
  const { motion, contact, battery } = timelineFields([
    'occupancy:b',
    'motionDetected:s',
    'occupancy_timeout',
    'contact:b',
    'door_state:s',
    'battery',
    'battery:s',
    'battery_low:b',
  ]);
  expect(motion.map(({ field }) => field)).toEqual(['occupancy:b', 'motionDetected:s']);
  expect(contact.map(({ field, openWhen }) => [field, openWhen])).toEqual([
    ['contact:b', false],
    ['door_state:s', true],
  ]);
  expect(battery.map(({ field }) => field)).toEqual(['battery']);
  expect([saysOpen(true, false), saysOpen('OPEN', false), saysOpen(1, true), saysOpen('ajar', true)]).toEqual(
    [false, true, true, undefined],
  );
});

it('a name of a field cannot end its quotation', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const { levels, messages } = timelineQuestions(homeId, days(1), [name, 'occupancy:b', 'contact:b']);
      const heard = heardQuestions(homeId, days(1), { gaps: [[0, 3]], others: [name] });
      for (const { q } of [...levels, ...messages, ...heard]) {
        const unquoted = q.replace(/"(\\.|[^"\\])*"/g, '""');
        expect(unquoted.split('"').length % 2).toBe(1);
        expect(unquoted).not.toContain(';');
      }
    }),
  );
});
