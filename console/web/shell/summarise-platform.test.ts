import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../contracts/live.ts';
import { summarisePlatform } from './summarise-platform.ts';

const platform = (changes: Partial<Platform>): Platform => ({
  state: 'ok',
  parts: [],
  at: '2026-03-01T19:12:07.000Z',
  ...changes,
});

describe('the word for the platform’s health', () => {
  it('is that alarms may not get through when a part they need is down, whatever else is said', () => {
    const parts = [{ name: 'broker' as const, state: 'down' as const }];
    expect(summarisePlatform(platform({ parts, state: 'degraded', spooledReadings: 9 }))).toBe('alarms_down');
  });
  it('is a fault, not an outage, when only the proof is missing that alarms get through', () => {
    const parts = [{ name: 'canary' as const, state: 'down' as const, code: 'canary_silent' }];
    expect(summarisePlatform(platform({ parts, state: 'degraded' }))).toBe('degraded');
  });
  it('is that readings wait, not that alarms fail, when only the archive is away', () => {
    const parts = [{ name: 'influx' as const, state: 'down' as const }];
    expect(summarisePlatform(platform({ parts, state: 'degraded', spooledReadings: 1240 }))).toBe('spooled');
    expect(summarisePlatform(platform({ parts, state: 'degraded' }))).toBe('degraded');
  });
  it('is never "works" when nothing has been heard', () => {
    expect(summarisePlatform(undefined)).toBe('unknown');
    expect(summarisePlatform(platform({}))).toBe('ok');
  });
});
