import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timeline, TimelineDevice } from '../../../contracts/timeline.ts';
import type { Device } from '../api/shapes.ts';
import { lanesOf } from './lanes-of.ts';
import { panView, zoomView } from './move-view.ts';
import { nightsOf } from './nights-of.ts';
import { openStretches } from './open-stretches.ts';
import { readAt } from './read-at.ts';
import { silencesOf } from './silences-of.ts';
import { spansOfTimeline } from './spans-of-timeline.ts';
import { timeSplits } from './time-axis.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-31T00:00:00Z');
const NOTHING = {
  heard: [],
  motion: [],
  occupied: [],
  doors: [],
  battery: [],
  linkquality: [],
  temperature: [],
};
const said = (deviceId: string, more: Partial<TimelineDevice>): TimelineDevice => ({
  deviceId,
  ...NOTHING,
  ...more,
});
/** 24 hours: buckets of half an hour, heard by the hour. */
const timeline = (...devices: TimelineDevice[]): Timeline => ({
  from: new Date(START).toISOString(),
  to: new Date(START + 24 * HOUR).toISOString(),
  stepSeconds: 1_800,
  heardStepSeconds: 3_600,
  devices,
  alarms: [],
});
const hours = (from: number, to: number) => ({ from: START + from * HOUR, to: START + to * HOUR });

describe('buckets as spans', () => {
  it('are one where they touch, and a door that opened and closed in one is both', () => {
    const spans = spansOfTimeline(
      timeline(
        said('pir', {
          motion: [
            [2, 1],
            [3, 4],
            [6, 1],
          ],
        }),
        said('door', { doors: [[4, 2, 2, 0]] }),
        said('bed', { occupied: [[44, 47]] }),
      ),
    );
    expect(spans).toEqual([
      { deviceId: 'pir', kind: 'motion', ...hours(1, 2), times: 5 },
      { deviceId: 'door', kind: 'opened', ...hours(2, 2.5), times: 2 },
      { deviceId: 'door', kind: 'closed', ...hours(2, 2.5), times: 2 },
      { deviceId: 'pir', kind: 'motion', ...hours(3, 3.5), times: 1 },
      { deviceId: 'bed', kind: 'present', ...hours(22, 24), times: 1 },
    ]);
  });

  it('show how long a door stood open, also when it was so before and when it still is', () => {
    const shown = timeline(
      said('front', {
        openAtStart: true,
        doors: [
          [4, 0, 1, 0],
          [10, 1, 0, 1],
          [12, 1, 2, 0],
          [40, 1, 0, 1],
        ],
      }),
    );
    expect(openStretches(spansOfTimeline(shown), shown)).toEqual(
      [hours(0, 2), hours(5, 6), hours(20, 24)].map((time) => ({
        deviceId: 'front',
        kind: 'open',
        ...time,
        times: 1,
      })),
    );
  });
});

describe('silence', () => {
  const shown = timeline(
    said('a', {
      heard: [
        [0, 3],
        [5, 9],
      ],
    }),
    said('b', { heard: [[14, 15]] }),
  );
  it('is when none of a lane’s devices was heard for two hours; a shorter pause is none', () => {
    expect(silencesOf(shown, new Set(['a']), START + 10.5 * HOUR)).toEqual([]);
    expect(silencesOf(shown, new Set(['a']), START + 24 * HOUR)).toEqual([hours(10, 24)]);
    expect(silencesOf(shown, new Set(['a', 'b']), START + 20 * HOUR)).toEqual([hours(10, 14), hours(16, 20)]);
  });
  it('of a device that was never heard is the whole time', () => {
    expect(silencesOf(shown, new Set(['c']), START + 30 * HOUR)).toEqual([hours(0, 24)]);
  });
  it('and having been heard cover the time, without overlapping', () => {
    const runs = fc
      .uniqueArray(fc.nat(23), { maxLength: 24 })
      .map((all) => all.sort((a, b) => a - b).map((n): [number, number] => [n, n]));
    fc.assert(
      fc.property(runs, (heard) => {
        const silences = silencesOf(timeline(said('a', { heard })), new Set(['a']), START + 24 * HOUR);
        for (const [hour] of heard) {
          const middle = START + (hour + 0.5) * HOUR;
          expect(silences.some(({ from, to }) => from <= middle && middle < to)).toBe(false);
        }
      }),
    );
  });
});

describe('lanes', () => {
  const devices: Pick<Device, 'id' | 'kind' | 'room' | 'friendlyName' | 'model'>[] = [
    { id: 'd1', kind: 'door', room: 'Hall' },
    { id: 'm1', kind: 'motion', room: 'Kitchen' },
    { id: 's1', kind: 'smoke', room: 'Kitchen' },
    { id: 'm2', kind: 'motion', room: 'Bedroom' },
    { id: 'x', kind: 'sos' },
    { id: 'g', kind: 'gateway' },
  ];
  it('are alarms, rooms and doors; a device that is gone but was heard is not forgotten', () => {
    const keys = lanesOf(devices, new Set(['m1', 'old']), false).map(({ key }) => key);
    expect(keys).toEqual(['alarms', 'm2', 'room Kitchen', 'room ', 'd1']);
    expect(lanesOf(devices, new Set(), true).map(({ key }) => key)).toEqual([
      'alarms',
      'm2',
      'm1',
      's1',
      'x',
      'd1',
    ]);
  });

  it('say of a moment what happened, that nothing did, or that it is not known', () => {
    const lanes = lanesOf(devices, new Set(), false);
    const spans = spansOfTimeline(
      timeline(said('m1', { motion: [[2, 1]] }), said('d1', { doors: [[2, 1, 0, 1]] })),
    );
    const silences = new Map([['x', [hours(0, 5)]]]);
    const told = readAt({ lanes, spans, silences, at: START + 1.2 * HOUR, reach: 0 });
    expect(told.map((item) => [item.lane.key, item.is === 'span' ? item.span.kind : item.is])).toEqual([
      ['alarms', 'nothing'],
      ['m2', 'nothing'],
      ['room Kitchen', 'motion'],
      ['x', 'silent'],
      ['d1', 'opened'],
    ]);
  });
});

describe('the view', () => {
  const bounds = hours(0, 24);
  it('never leaves what there is, and keeps its length when it is moved', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            zoom: fc.double({ min: 0.1, max: 10, noNaN: true }),
            pan: fc.double({ min: -3, max: 3, noNaN: true }),
            at: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
        ),
        (moves) => {
          let view = bounds;
          for (const { zoom, pan, at } of moves) {
            view = zoomView(view, bounds, zoom, view.from + (view.to - view.from) * at);
            const moved = panView(view, bounds, pan);
            expect(moved.to - moved.from).toBeCloseTo(view.to - view.from, 3);
            view = moved;
            expect(view.from).toBeGreaterThanOrEqual(bounds.from - 1);
            expect(view.to).toBeLessThanOrEqual(bounds.to + 1);
            expect(view.to - view.from).toBeGreaterThanOrEqual(59_999);
          }
        },
      ),
    );
  });
  it('keeps what is under the pointer in its place', () => {
    const near = zoomView(bounds, bounds, 0.5, START + 6 * HOUR);
    expect(near).toEqual(hours(3, 15));
  });
});

describe('the clock of the home', () => {
  it('decides where its nights are, also where summer time begins', () => {
    expect(nightsOf(hours(0, 24), 'Asia/Shanghai')).toEqual([hours(14, 22)]);
    const march = Date.parse('2026-03-28T12:00:00Z');
    const [night] = nightsOf({ from: march, to: march + 24 * HOUR }, 'Europe/Berlin');
    // 22:00 CET to 06:00 CEST: an hour less.
    expect(night).toEqual({
      from: Date.parse('2026-03-28T21:00:00Z'),
      to: Date.parse('2026-03-29T04:00:00Z'),
    });
  });
  it('decides where the lines of the axis stand', () => {
    const splits = timeSplits(START, START + 24 * HOUR, 8, 'Asia/Shanghai');
    expect(splits[0]).toBe(START + HOUR);
    expect(splits).toHaveLength(8);
    const days = timeSplits(START, START + 30 * 24 * HOUR, 8, 'Asia/Shanghai');
    expect(days).toHaveLength(6);
    expect(days.every((at) => new Date(at).toISOString().endsWith('T16:00:00.000Z'))).toBe(true);
  });
});
