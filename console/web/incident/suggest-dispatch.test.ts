import { describe, expect, it } from 'vitest';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { IncidentEvent } from '../../../contracts/incident.ts';
import { anIncident } from '../test/an-incident.ts';
import { suggestDispatch } from './suggest-dispatch.ts';

const contact = (person: string): CalleeEntry => ({ kind: 'contact', id: person, name: person, person });
const service = (person: string): CalleeEntry => ({ kind: 'service', id: person, name: person, person });
const people = [
  contact('family'),
  contact('neighbour'),
  contact('key_holder'),
  service('fire'),
  service('repair'),
];
const at = '2026-03-01T19:13:00.000Z';
const event = (changes: Partial<IncidentEvent>): IncidentEvent => ({
  id: 'x',
  type: 'note',
  at,
  receivedAt: at,
  ...changes,
});
const suggested = (incident = anIncident(), from = people) => suggestDispatch(incident, from)?.id;

describe('who is proposed to be sent', () => {
  it('is the key, of a fire the brigade, of a fault who repairs', () => {
    expect(suggested()).toBe('key_holder');
    expect(suggested(anIncident({ type: 'smoke' }))).toBe('fire');
    expect(suggested(anIncident({ type: 'low_battery' }))).toBe('repair');
    expect(suggested(anIncident(), [])).toBeUndefined();
  });

  it('is whoever has just been reached, before who is nearer', () => {
    const call = { callee: { kind: 'contact', id: 'family', name: 'f' }, result: 'reached' } as const;
    expect(suggested(anIncident({ events: [event({ type: 'called', call })] }))).toBe('family');
  });

  it('is never who refused, cannot, or was sent already', () => {
    const to = { kind: 'contact' as const, id: 'key_holder', name: 'k' };
    expect(
      suggested(
        anIncident({
          events: [
            event({ type: 'dispatched', dispatch: { id: 'o', number: '1', to } }),
            event({ type: 'cannot', by: 'neighbour' }),
          ],
        }),
      ),
    ).toBe('family');
    const call = { callee: to, result: 'refused' } as const;
    expect(suggested(anIncident({ events: [event({ type: 'called', call })] }))).toBe('neighbour');
  });
});
