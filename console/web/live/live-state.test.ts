import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../contracts/incident.ts';
import type { Platform, Snapshot } from '../../../contracts/live.ts';
import { anIncident } from '../test/an-incident.ts';
import { incidentsOf, NOTHING_KNOWN, reduceLive, type LiveEvent, type LiveState } from './live-state.ts';

const platform: Platform = { state: 'ok', parts: [], at: '2026-03-01T19:12:07.000Z' };
const snapshot = (...incidents: Incident[]): LiveEvent => ({
  kind: 'snapshot',
  snapshot: { incidents, platform } satisfies Snapshot,
});
const heard = (incident: Incident): LiveEvent => ({ kind: 'incident', incident });
const after = (...events: LiveEvent[]): LiveState => events.reduce(reduceLive, NOTHING_KNOWN);

describe('what the screen knows', () => {
  it('keeps the newest version whatever the order, and however often each update comes', () => {
    const versions = [1, 2, 3, 4, 5].map((version) => anIncident({ version }));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...versions), { minLength: 1 }), (updates) => {
        const newest = Math.max(...updates.map((incident) => incident.version));
        expect(incidentsOf(after(...updates.map(heard)))[0]?.version).toBe(newest);
      }),
    );
  });

  it('never shows an incident as open again because an old update came late', () => {
    const state = after(
      heard(anIncident({ version: 7, state: 'resolved' })),
      heard(anIncident({ version: 6 })),
    );
    expect(incidentsOf(state)[0]?.state).toBe('resolved');
  });

  it('drops what a snapshot no longer lists: it was resolved while we were away', () => {
    const state = after(heard(anIncident()), { kind: 'snapshot-asked' }, snapshot());
    expect(incidentsOf(state)).toEqual([]);
  });

  it('never loses a press that arrives between the asking for a snapshot and its answer', () => {
    const press = anIncident({ id: 'i2' });
    const state = after({ kind: 'snapshot-asked' }, heard(press), snapshot());
    expect(incidentsOf(state)).toEqual([press]);
  });

  it('never goes back to an older version that a snapshot carries', () => {
    const state = after(
      { kind: 'snapshot-asked' },
      heard(anIncident({ version: 9, state: 'acknowledged' })),
      snapshot(anIncident({ version: 8 })),
    );
    expect(incidentsOf(state)[0]?.version).toBe(9);
  });

  it('is not known to be quiet before the first snapshot', () => {
    expect(after().known).toBe(false);
    expect(after({ kind: 'snapshot-asked' }, snapshot()).known).toBe(true);
  });

  it('takes the whole history for the same version, and does not give it back for a cut one', () => {
    const whole = anIncident();
    const cut = anIncident({ eventsOmitted: 40, events: [] });
    expect(incidentsOf(after(heard(cut), heard(whole)))).toEqual([whole]);
    expect(incidentsOf(after(heard(whole), heard(cut)))).toEqual([whole]);
  });

  it('does not change, and so does not redraw, for a copy of what it knows', () => {
    const state = after(heard(anIncident()));
    expect(reduceLive(state, heard(anIncident()))).toBe(state);
  });
});
