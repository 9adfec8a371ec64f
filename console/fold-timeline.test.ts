import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldDoors, type DoorRow } from './fold-doors.ts';
import { foldTimeline } from './fold-timeline.ts';
import type { TimelineQuestion } from './timeline-questions.ts';

const range = { from: 0, to: 100_000, step: 1_000, heardStep: 10_000 };
const asked = (is: TimelineQuestion['is'], field = 'occupancy:b'): TimelineQuestion => ({
  is,
  q: '',
  fields: [{ field, as: 'flag', openWhen: false }],
});
const series = (columns: string[], ...values: unknown[][]) => ({
  statement: 0,
  tags: { device: 'd' },
  columns,
  values,
});

describe('doors', () => {
  it('that open and close within one bucket are seen, and repeating a state is no change', () => {
    const said: DoorRow[] = [
      [1_100, false],
      [1_200, true],
      [1_300, true],
      [1_400, false],
      [5_000, false],
      [6_999, true],
    ];
    const doors = foldDoors({ newestFirst: said.toReversed(), openBefore: false, from: 0, step: 1_000 });
    expect(doors).toEqual([
      [1, 1, 1, 0],
      [6, 1, 0, 1],
    ]);
  });

  it('lose no change, whatever the buckets are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(99_999), fc.boolean())),
        fc.boolean(),
        fc.integer({ min: 1, max: 200_000 }),
        (said, openBefore, step) => {
          const rows = said.sort((a, b) => a[0] - b[0]);
          let state = openBefore;
          let changes = 0;
          for (const [, open] of rows) {
            if (open !== state) changes += 1;
            state = open;
          }
          const doors = foldDoors({ newestFirst: rows.toReversed(), openBefore, from: 0, step });
          expect(doors.reduce((sum, [, opened, closed]) => sum + opened + closed, 0)).toBe(changes);
          const last = doors.at(-1);
          if (last) expect(last[3] === 1).toBe(state);
        },
      ),
    );
  });
});

describe('a timeline', () => {
  it('keeps being heard and having moved apart', () => {
    const { take, silent, devices } = foldTimeline(range);
    take(asked('battery'), series(['time', 'min'], [0, 88], [50_000, 87]));
    take(asked('motion'), series(['time', 'o'], [3_600, false], [3_400, true], [3_000, true]));
    expect(silent(['d'])).toEqual([
      [1, 4],
      [6, 9],
    ]);
    expect(silent(['d', 'unknown'])).toEqual([[0, 9]]);
    take(asked('heard'), series(['time', 'count'], [10_000, 1]));
    expect(devices()).toMatchObject([
      {
        deviceId: 'd',
        heard: [
          [0, 1],
          [5, 5],
        ],
        motion: [[3, 2]],
        battery: [
          [0, 88],
          [5, 87],
        ],
        lastMotionAt: '1970-01-01T00:00:03.400Z',
      },
    ]);
  });

  it('says that somebody was there until the sensor said otherwise, never when it only fell silent', () => {
    const { take, devices } = foldTimeline(range);
    take(asked('motion'), series(['time', 'o'], [20_000, true], [9_000, false], [2_000, true]));
    expect(devices()).toMatchObject([{ occupied: [[2, 9]] }]);
  });

  it('does not take a lost "nobody is there" for a day of somebody being there', () => {
    const slow = { ...range, to: 20 * 3_600_000, step: 3_600_000 };
    const { take, devices } = foldTimeline(slow);
    take(asked('motion'), series(['time', 'o'], [14 * 3_600_000, false], [0, true]));
    expect(devices()).toMatchObject([{ occupied: [] }]);
  });
});
