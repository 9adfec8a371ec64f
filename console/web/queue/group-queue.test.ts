import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALARM_TYPES, priorityOf } from '../../../contracts/alarm.ts';
import { INCIDENT_STATES } from '../../../contracts/incident.ts';
import { decideSound } from '../sound/decide-sound.ts';
import { anIncident } from '../test/an-incident.ts';
import { groupQueue } from './group-queue.ts';
import { orderIncidents } from './order-incidents.ts';
import { readFilter } from './queue-filter.ts';

const ids = (list: { id: string }[]) => list.map(({ id }) => id);
const group = (incidents: Parameters<typeof orderIncidents>[0], filter = {}) =>
  groupQueue(orderIncidents(incidents), filter);
const battery = (id: string, areaId: string) =>
  anIncident({ id, areaId, areaName: areaId, priority: 3, type: 'low_battery' });

const someIncidents = fc
  .uniqueArray(
    fc.record({
      id: fc.uuid(),
      areaId: fc.constantFrom('a1', 'a2', 'a3'),
      type: fc.constantFrom(...ALARM_TYPES),
      state: fc.constantFrom(...INCIDENT_STATES),
    }),
    { selector: ({ id }) => id },
  )
  .map((list) => list.map((changes) => anIncident({ ...changes, priority: priorityOf(changes.type) })));
const someFilter = fc.record(
  {
    area: fc.constantFrom('a1', 'a2', 'elsewhere'),
    show: fc.constantFrom('waiting' as const, 'work' as const),
    kind: fc.constantFrom('p1', 'p2', 'p3', ...ALARM_TYPES),
  },
  { requiredKeys: [] },
);

describe('the groups of the queue', () => {
  it('are what waits, what somebody has, and the technical ones by area, most first', () => {
    const groups = group([
      battery('b1', 'north'),
      battery('b2', 'south'),
      battery('b3', 'south'),
      anIncident({ id: 'held', state: 'acknowledged' }),
      anIncident({ id: 'calls' }),
    ]);
    expect([ids(groups.waiting), ids(groups.inWork)]).toEqual([['calls'], ['held']]);
    expect(groups.technical.map(({ name, incidents }) => [name, ids(incidents)])).toEqual([
      ['south', ['b2', 'b3']],
      ['north', ['b1']],
    ]);
  });

  it('never bundle life safety: twenty after a power cut are twenty rows', () => {
    const cut = Array.from({ length: 20 }, (_, n) => anIncident({ id: `i${n}` }));
    expect(group(cut).waiting).toHaveLength(20);
  });

  it('hold every active incident exactly once, or count it as hidden', () => {
    fc.assert(
      fc.property(someIncidents, someFilter, (incidents, filter) => {
        const { waiting, inWork, technical, hiddenCalling, hiddenOthers } = group(incidents, filter);
        const shown = [...waiting, ...inWork, ...technical.flatMap((area) => area.incidents)];
        const active = incidents.filter(({ state }) => state !== 'resolved');
        expect(new Set(ids(shown)).size).toBe(shown.length);
        expect(shown.length + hiddenCalling + hiddenOthers).toBe(active.length);
      }),
    );
  });

  it('say of every filter how many that call it hides', () => {
    fc.assert(
      fc.property(someIncidents, someFilter, (incidents, filter) => {
        const calling = incidents.filter(({ state, priority }) => state === 'open' && priority !== 3).length;
        const { waiting, hiddenCalling } = group(incidents, filter);
        expect(waiting.length + hiddenCalling).toBe(calling);
      }),
    );
  });

  it('do not change what sounds, whatever the filter', () => {
    const hidden = [anIncident({ areaId: 'a1' })];
    expect(group(hidden, { area: 'elsewhere' })).toMatchObject({ waiting: [], hiddenCalling: 1 });
    expect(decideSound(orderIncidents(hidden).calling, new Map()).sound).toBe('life');
  });
});

describe('a filter in the address', () => {
  it('is read by area, state, priority and type', () => {
    const filter = { area: 'a1', show: 'waiting', kind: 'p1' };
    expect(readFilter(filter)).toEqual(filter);
    expect(readFilter({ kind: 'smoke' })).toEqual({ kind: 'smoke' });
  });

  it('filters nothing when it is misspelt: nobody disappears because of a typing error', () => {
    expect(readFilter({ show: 'all', kind: 'smke', area: 7 })).toEqual({});
    expect(readFilter({ kind: 'toString' })).toEqual({});
  });
});
