import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Health, PartState } from '../contracts/health.ts';
import { CANARY_SILENT_MS } from '../contracts/canary.ts';
import { composePlatform, type Probe, type Seen } from './compose-platform.ts';

const said = (state: PartState, more: Partial<Health> = {}): Probe => ({
  health: { state, parts: [], ...more },
});
const fine: Seen = {
  broker: [said('ok')],
  ingest: [said('ok')],
  alerting: [said('ok')],
  redis: { state: 'ok' },
  postgres: { state: 'ok' },
  influx: { state: 'ok' },
  watchdog: [said('ok')],
  canary: {
    at: new Date(0),
    ageMs: 40_000,
    figures: { ackMs: 3, incidentMs: 14, escalatedMs: 30, p50: 15, p99: 60, count: 9 },
  },
};
const compose = (more: Partial<Seen>) => composePlatform({ ...fine, ...more }, 0);
const part = (seen: Partial<Seen>, name: string) => compose(seen).parts.find((known) => known.name === name);

test('all well is ok', () => {
  expect(compose({})).toMatchObject({ state: 'ok', at: '1970-01-01T00:00:00.000Z' });
});

test('a service that nobody asks is never fine', () => {
  expect(compose({ ingest: [] }).state).toBe('down');
  expect(part({ ingest: [] }, 'ingest')).toMatchObject({ code: 'not_configured' });
});

test('without InfluxDB the platform is degraded, not down', () => {
  expect(compose({ influx: { state: 'down' } }).state).toBe('degraded');
});

test('what ingest says of InfluxDB counts, for ingest writes the readings', () => {
  const spooling: Health['parts'] = [{ name: 'influx', state: 'degraded', code: 'spooling' }];
  const ingest = [
    said('degraded', { parts: spooling, spooledReadings: 40 }),
    said('ok', { spooledReadings: 2 }),
  ];
  expect(part({ ingest }, 'influx')).toMatchObject({ state: 'degraded', code: 'spooling' });
  expect(compose({ ingest }).spooledReadings).toBe(42);
});

test('one of two brokers down is degraded, both is down', () => {
  const dead: Probe = { unreachable: 'no answer' };
  expect(part({ broker: [said('ok'), dead] }, 'broker')).toMatchObject({
    state: 'degraded',
    code: 'some_down',
  });
  expect(compose({ broker: [said('ok'), dead] }).state).toBe('degraded');
  expect(compose({ broker: [dead, dead] }).state).toBe('down');
});

test('the platform is down exactly when something vital is, whatever else is the matter', () => {
  const state = fc.constantFrom<PartState>('ok', 'degraded', 'down');
  fc.assert(
    fc.property(fc.array(state, { minLength: 6, maxLength: 6 }), (states) => {
      const [broker, ingest, alerting, redis, postgres, influx] = states as [
        PartState,
        PartState,
        PartState,
        PartState,
        PartState,
        PartState,
      ];
      const platform = composePlatform(
        {
          broker: [said(broker)],
          ingest: [said(ingest)],
          alerting: [said(alerting)],
          redis: { state: redis },
          postgres: { state: postgres },
          influx: { state: influx },
          watchdog: fine.watchdog,
          canary: fine.canary,
        },
        0,
      );
      expect(platform.state === 'down').toBe(states.slice(0, 5).includes('down'));
      expect(platform.state === 'ok').toBe(states.every((one) => one === 'ok'));
    }),
  );
});

test('the canary is shown with its figures', () => {
  expect(compose({}).canary).toEqual({ at: '1970-01-01T00:00:00.000Z', incidentMs: 14, p50: 15, p99: 60 });
  expect(part({}, 'canary')).toEqual({ name: 'canary', state: 'ok' });
});

test('a canary without proof for two minutes is seen, and makes no platform not ready that says it works', () => {
  for (const canary of [undefined, fine.canary && { ...fine.canary, ageMs: CANARY_SILENT_MS }]) {
    expect(compose({ canary }).state).toBe('degraded');
    expect(part({ canary }, 'canary')).toMatchObject({ state: 'down', code: 'canary_silent' });
    expect(compose({ canary, redis: { state: 'down' } }).state).toBe('down');
  }
});

test('without a watchdog alarms get through all the same, and it is said that nobody watches', () => {
  expect(compose({ watchdog: [] }).state).toBe('degraded');
  expect(part({ watchdog: [] }, 'watchdog')).toMatchObject({ state: 'degraded', code: 'not_configured' });
  expect(part({ watchdog: [] }, 'canary')).toBeUndefined();
  expect(part({ watchdog: [{ unreachable: 'gone' }] }, 'watchdog')).toMatchObject({ state: 'down' });
  expect(compose({ watchdog: [{ unreachable: 'gone' }] }).state).toBe('degraded');
});
