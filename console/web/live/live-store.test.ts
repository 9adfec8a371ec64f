import { describe, expect, it } from 'vitest';
import { anIncident } from '../test/an-incident.ts';
import { createLiveStore } from './live-store.ts';

const platform = { state: 'ok', parts: [], at: '2026-03-01T19:12:07.000Z' } as const;

function aStore() {
  const waiting: (() => void)[] = [];
  const store = createLiveStore((flush) => waiting.push(flush));
  let told = 0;
  store.subscribe(() => (told += 1));
  return { store, told: () => told, frame: () => waiting.splice(0).forEach((flush) => flush()), waiting };
}

describe('live updates', () => {
  it('that come between two frames are told once, and none of them is lost', () => {
    const { store, told, frame, waiting } = aStore();
    for (let n = 0; n < 50; n++) store.offer(anIncident({ id: `i${n}` }));
    expect([waiting.length, told(), store.read().entries.size]).toEqual([1, 0, 0]);
    frame();
    expect([told(), store.read().entries.size]).toEqual([1, 50]);
  });

  it('leave every incident that has not changed the very same object, so that its row is not drawn anew', () => {
    const { store, frame } = aStore();
    store.offer(anIncident({ id: 'a' }));
    store.offer(anIncident({ id: 'b' }));
    frame();
    const before = store.read().entries.get('a')?.incident;
    store.offer(anIncident({ id: 'b', version: 2 }));
    frame();
    expect(store.read().entries.get('a')?.incident).toBe(before);
  });

  it('are taken before a snapshot that was asked for after them', () => {
    const { store } = aStore();
    store.offer(anIncident());
    store.apply({ kind: 'snapshot-asked' });
    store.apply({ kind: 'snapshot', snapshot: { incidents: [], platform: { ...platform, parts: [] } } });
    expect(store.read().entries.size).toBe(0);
  });

  it('survive a snapshot that was asked for before them', () => {
    const { store } = aStore();
    store.apply({ kind: 'snapshot-asked' });
    store.offer(anIncident());
    store.apply({ kind: 'snapshot', snapshot: { incidents: [], platform: { ...platform, parts: [] } } });
    expect(store.read().entries.size).toBe(1);
  });
});
