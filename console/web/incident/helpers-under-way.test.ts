import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../../contracts/incident.ts';
import { anAlarm, anIncident } from '../test/an-incident.ts';
import { helpersUnderWay } from './helpers-under-way.ts';

const said = (type: IncidentEvent['type'], by: string, minute: number) =>
  anAlarm({ id: `${by}${minute}`, type, by, byName: `name of ${by}`, at: `2026-03-01T19:${minute}:00.000Z` });
const after = (...events: IncidentEvent[]) => helpersUnderWay(anIncident({ events }));

describe('contacts who help', () => {
  it('are those who said that they are going, by name, each once', () => {
    expect(
      after(anAlarm(), said('going', 'son', 14), said('going', 'son', 15), said('going', 'grid', 16)),
    ).toEqual([
      { id: 'son', name: 'name of son', since: Date.parse('2026-03-01T19:15:00.000Z'), there: false },
      { id: 'grid', name: 'name of grid', since: Date.parse('2026-03-01T19:16:00.000Z'), there: false },
    ]);
  });
  it('are no longer those who then could not', () => {
    expect(after(said('going', 'son', 14), said('cannot', 'son', 20))).toEqual([]);
  });
  it('are there once they tell how it is', () => {
    expect(after(said('going', 'son', 14), said('outcome', 'son', 30))).toMatchObject([
      { id: 'son', there: true },
    ]);
  });
  it('are there when they say so at the door, also where they had not said that they were going', () => {
    const arrived = { ...said('arrived', 'neighbour', 20), via: 'link' as const };
    expect(after(arrived)).toMatchObject([{ id: 'neighbour', there: true }]);
  });
  it('are never the operator who sent them and says that help has arrived', () => {
    expect(after(said('acknowledged', 'me', 13), said('arrived', 'me', 30))).toEqual([]);
  });
});
