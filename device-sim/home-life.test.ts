import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { dayPlan } from './day-plan.ts';
import { homeLife, type LifeEvent, type LivingHome } from './home-life.ts';
import { homePlan } from './home-plan.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function home(index: number, timezone = 'Asia/Shanghai'): LivingHome {
  return { seed: `home-${index}`, timezone, devices: homePlan(index).devices };
}

const anyHome = fc
  .tuple(
    fc.integer({ min: 0, max: 5000 }),
    fc.constantFrom('Asia/Shanghai', 'Europe/Amsterdam', 'America/Lima'),
  )
  .map(([index, timezone]) => home(index, timezone));
const anyMoment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });

function bySensor(events: LifeEvent[], wanted: (event: LifeEvent) => boolean): LifeEvent[][] {
  const kept = events.filter(wanted);
  return [...new Set(kept.map(({ key }) => key))].map((key) => kept.filter((event) => event.key === key));
}

function gaps(events: LifeEvent[]): number[] {
  return events.slice(1).map((event, n) => event.at - (events[n]?.at ?? 0));
}

describe('the life of a simulated home', () => {
  test('is in order and never has one sensor speak of movement twice within a minute', () => {
    fc.assert(
      fc.property(anyHome, anyMoment, (someHome, from) => {
        const events = homeLife(someHome, from, from + 2 * DAY);
        expect(gaps(events).every((gap) => gap >= 0)).toBe(true);
        for (const said of bySensor(events, ({ cause }) => cause === 'movement')) {
          expect(Math.min(...gaps(said), Infinity)).toBeGreaterThanOrEqual(60_000);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('has a heartbeat of every device every 30 to 60 minutes, also across midnight and a change of clocks', () => {
    fc.assert(
      fc.property(anyHome, anyMoment, (someHome, from) => {
        const beats = bySensor(
          homeLife(someHome, from, from + 2 * DAY),
          ({ cause }) => cause === 'heartbeat',
        );
        expect(beats).toHaveLength(someHome.devices.length);
        for (const said of beats) {
          const between = gaps(said);
          expect(Math.min(...between)).toBeGreaterThanOrEqual(30 * 60_000);
          expect(Math.max(...between)).toBeLessThanOrEqual(60 * 60_000);
          expect((said[0]?.at ?? Infinity) - from).toBeLessThanOrEqual(60 * 60_000);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is the same whenever it is told and however it is cut into pieces', () => {
    fc.assert(
      fc.property(anyHome, anyMoment, fc.integer({ min: 1, max: 2 * DAY }), (someHome, from, cut) => {
        const whole = homeLife(someHome, from, from + 2 * DAY);
        const pieces = [
          ...homeLife(someHome, from, from + cut),
          ...homeLife(someHome, from + cut, from + 2 * DAY),
        ];
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test('differs from home to home', () => {
    const from = Date.UTC(2026, 0, 1);
    const movements = (index: number): number[] =>
      homeLife({ ...home(0), seed: `home-${index}` }, from, from + DAY)
        .filter(({ cause }) => cause === 'movement')
        .map(({ at }) => at);
    expect(movements(1)).not.toEqual(movements(2));
  });

  test('is quieter at night than by day, by the clock of the home', () => {
    fc.assert(
      fc.property(anyHome, anyMoment, (someHome, from) => {
        const hours = homeLife(someHome, from, from + 3 * DAY)
          .filter(({ cause }) => cause === 'movement')
          .map(({ at }) => DateTime.fromMillis(at, { zone: someHome.timezone }).hour);
        const night = hours.filter((hour) => hour >= 23 || hour < 5).length / 6;
        const day = hours.filter((hour) => hour >= 7 && hour < 20).length / 13;
        expect(night).toBeGreaterThan(0);
        expect(night).toBeLessThan(day / 2);
      }),
      { numRuns: 60 },
    );
  });

  test('has nobody move inside while the resident is out, and the door speak at both ends', () => {
    const someHome = home(1);
    const start = DateTime.fromISO('2026-03-10', { zone: someHome.timezone });
    let outings = 0;
    for (let n = 0; n < 20; n++) {
      const date = start.plus({ days: n });
      const events = homeLife(someHome, date.toMillis(), date.plus({ days: 1 }).toMillis());
      for (const { from, to, where } of dayPlan(someHome.seed, date.toISODate() ?? '')) {
        if (where !== 'outside') continue;
        outings += 1;
        const left = date.toMillis() + from * 60_000;
        const back = date.toMillis() + to * 60_000;
        const meanwhile = events.filter(({ at }) => at > left && at < back);
        expect(meanwhile.filter(({ properties }) => properties['occupancy'] === true)).toEqual([]);
        const opened = events.filter(
          ({ properties, cause }) => cause === 'door' && properties['contact'] === false,
        );
        expect(opened.map(({ at }) => at)).toEqual(
          expect.arrayContaining([Math.round(left), Math.round(back)]),
        );
      }
    }
    expect(outings).toBeGreaterThan(10);
  });

  test('has a heartbeat repeat what its device last said, and never contradict it', () => {
    fc.assert(
      fc.property(anyHome, anyMoment, (someHome, from) => {
        const last = new Map<string, LifeEvent>();
        for (const event of homeLife(someHome, from, from + 5 * DAY)) {
          const said = last.get(event.key);
          if (event.cause === 'heartbeat' && said) expect(event.properties).toMatchObject(said.properties);
          if (event.cause !== 'heartbeat') last.set(event.key, event);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('never raises an alarm by itself', () => {
    const from = Date.UTC(2026, 0, 1);
    for (const event of homeLife(home(2), from, from + 7 * DAY)) {
      for (const alarm of ['action', 'sos', 'smoke', 'fall', 'tamper', 'battery_low', 'test']) {
        expect(event.properties[alarm] ?? false).toBe(false);
      }
      expect(event.properties['battery'] ?? 100).toBeGreaterThanOrEqual(30);
    }
  });

  test('lets a battery fall slowly, never rise within a month unless it was changed', () => {
    const from = Date.UTC(2026, 0, 1);
    const levels = homeLife(home(1), from, from + 60 * DAY).flatMap(({ key, properties }) =>
      key === 'sos' && typeof properties['battery'] === 'number' ? [properties['battery']] : [],
    );
    const rises = levels.slice(1).filter((level, n) => level > (levels[n] ?? 0));
    expect(rises.length).toBeLessThanOrEqual(1);
    expect(new Set(levels).size).toBeGreaterThan(3);
  });
});
