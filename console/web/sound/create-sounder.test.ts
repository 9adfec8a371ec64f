import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../../contracts/incident.ts';
import { createLiveStore } from '../live/live-store.ts';
import { anIncident } from '../test/an-incident.ts';
import { createSounder } from './create-sounder.ts';

const TICK_MS = 250;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page with a siren that writes down what it plays when, in ms since the page was opened. */
function aPage() {
  const openedAt = Date.now();
  const played: string[] = [];
  const listeners = {
    tick: new Set<() => void>(),
    connection: new Set<() => void>(),
    siren: new Set<() => void>(),
  };
  const listen = (which: keyof typeof listeners) => (listener: () => void) => {
    listeners[which].add(listener);
    return () => listeners[which].delete(listener);
  };
  const tell = (which: keyof typeof listeners) => {
    for (const listener of [...listeners[which]]) listener();
  };
  let state: 'live' | 'lost' = 'live';
  let version = 0;
  const store = createLiveStore((flush) => {
    flush();
  });
  const sounder = createSounder({
    store,
    client: {
      connection: () => ({ state, heardAt: 0, restoredAt: undefined }),
      subscribe: listen('connection'),
    },
    siren: {
      play: (sound) => played.push(`${sound} ${Date.now() - openedAt}`),
      check: () => undefined,
      subscribe: listen('siren'),
    },
    ticks: listen('tick'),
  });
  const rung: string[][] = [];
  const stop = sounder.start({ onNewRing: (ids) => rung.push(ids), onCalling: () => undefined });
  return {
    sounder,
    played,
    rung,
    stop,
    listeners,
    hears: (changes: Partial<Incident>) => {
      store.offer(anIncident({ version: ++version, ...changes }));
    },
    /** lets time pass; `lost`: no tick comes meanwhile */
    passes: (ms: number, { lost = false } = {}) => {
      for (let left = ms; left > 0; left -= TICK_MS) {
        vi.setSystemTime(Date.now() + Math.min(TICK_MS, left));
        if (!lost) tell('tick');
      }
      if (lost) tell('tick');
    },
    connection: (next: 'live' | 'lost') => {
      state = next;
      tell('connection');
    },
    mayRing: () => {
      tell('siren');
    },
  };
}

describe('the sounder', () => {
  it('rings at once and again and again until the call is acknowledged, and then not once more', () => {
    const page = aPage();
    page.hears({});
    page.passes(10_000);
    expect(page.played).toEqual(['life 0', 'life 3500', 'life 7000']);
    page.hears({ state: 'acknowledged' });
    page.passes(30_000);
    expect(page.played).toHaveLength(3);
    expect(page.rung).toEqual([['i1']]);
  });

  it('goes on ringing however often the same call is told anew, and never twice at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 60 }), (gaps) => {
        const page = aPage();
        page.hears({});
        for (const gap of gaps) {
          page.passes(gap);
          page.hears({});
        }
        page.passes(3_750);
        const at = page.played.map((line) => Number(line.split(' ')[1]));
        const between = at.slice(1).map((time, i) => time - (at[i] ?? 0));
        page.stop();
        expect(at[0]).toBe(0);
        expect(Math.min(...between, 3_500)).toBeGreaterThanOrEqual(3_500);
        expect(Math.max(...between, 3_500)).toBeLessThanOrEqual(3_500 + TICK_MS);
      }),
    );
  });

  it('rings once, not for every tick that was missed, when a page that stood still goes on', () => {
    const page = aPage();
    page.hears({});
    page.passes(3_600_000, { lost: true });
    expect(page.played).toEqual(['life 0', 'life 3600000']);
    page.passes(3_500);
    expect(page.played).toHaveLength(3);
  });

  it('is silenced for what rings now alone: the next press, and the same one raised again, are heard', () => {
    const page = aPage();
    page.hears({});
    page.sounder.silence();
    page.passes(20_000);
    expect(page.played).toEqual(['life 0']);
    expect(page.sounder.report()).toEqual({ sound: 'none', silenced: true });
    page.hears({ raisedAt: '2026-03-01T19:13:00.000Z' });
    expect(page.played).toEqual(['life 0', 'life 20000']);
    page.sounder.silence();
    page.hears({ id: 'i2', priority: 2 });
    expect(page.played.at(-1)).toBe('urgent 20000');
    expect(page.rung).toEqual([['i1'], ['i1'], ['i2']]);
  });

  it('tells of a lost connection, also after a silenced one, and stops when it is back', () => {
    const page = aPage();
    page.connection('lost');
    page.sounder.silence();
    page.passes(15_000);
    expect(page.played).toEqual(['lost 0']);
    page.connection('live');
    page.connection('lost');
    expect(page.played).toEqual(['lost 0', 'lost 15000']);
    page.connection('live');
    page.passes(20_000);
    expect(page.played).toHaveLength(2);
  });

  it('is heard as soon as the browser lets it, not at the next repetition', () => {
    const page = aPage();
    page.hears({});
    page.passes(1_000);
    page.mayRing();
    expect(page.played).toEqual(['life 0', 'life 1000']);
  });

  it('leaves nobody listening when it is stopped', () => {
    const page = aPage();
    page.hears({});
    page.stop();
    page.hears({ id: 'i2' });
    page.passes(10_000);
    expect(page.played).toEqual(['life 0']);
    expect(Object.values(page.listeners).map(({ size }) => size)).toEqual([0, 0, 0]);
  });
});
