import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transition, type IncidentAction } from '../../../contracts/incident-transition.ts';
import { INCIDENT_STATES } from '../../../contracts/incident.ts';
import { ROLES } from '../../../contracts/people.ts';
import { anIncident } from '../test/an-incident.ts';
import { chooseActions, type Action } from './choose-actions.ts';

const now = Date.parse('2026-03-01T19:13:00.000Z');
const lease = (by: string, endsIn: number) => ({
  by,
  byName: `name of ${by}`,
  at: new Date(now - 10_000).toISOString(),
  leaseUntil: new Date(now + endsIn).toISOString(),
});
const operator = { id: 'me', roles: ['operator' as const] };

function asTransition(action: Action, by: { id: string; override: boolean }): IncidentAction {
  return action === 'resolve' ? { kind: action, by, disposition: 'assistance' } : { kind: action, by };
}

describe('what a person may do next', () => {
  it('leads through acknowledge, dispatch, arrive, resolve', () => {
    const acknowledgement = lease('me', 60_000);
    expect(chooseActions(anIncident(), operator, now).primary).toBe('acknowledge');
    expect(chooseActions(anIncident({ state: 'acknowledged', acknowledgement }), operator, now).primary).toBe(
      'dispatch',
    );
    expect(chooseActions(anIncident({ state: 'dispatched', acknowledgement }), operator, now).primary).toBe(
      'arrive',
    );
    expect(chooseActions(anIncident({ state: 'on_scene', acknowledgement }), operator, now).primary).toBe(
      'resolve',
    );
  });

  it('is nothing but a note while another has it, and says who', () => {
    const incident = anIncident({ state: 'acknowledged', acknowledgement: lease('other', 60_000) });
    expect(chooseActions(incident, operator, now)).toMatchObject({
      primary: undefined,
      secondary: [],
      canNote: true,
      heldBy: 'name of other',
    });
  });

  it('is nothing at all for a family', () => {
    const choice = chooseActions(anIncident(), { id: 'son', roles: ['family'] }, now);
    expect([choice.primary, choice.secondary, choice.canNote]).toEqual([undefined, [], false]);
  });

  it('never offers what the platform would refuse', () => {
    const situation = fc.record({
      state: fc.constantFrom(...INCIDENT_STATES),
      priority: fc.constantFrom(1 as const, 2 as const, 3 as const),
      holder: fc.constantFrom('me', 'other'),
      endsIn: fc.integer({ min: -60_000, max: 60_000 }),
      roles: fc.subarray([...ROLES]),
    });
    fc.assert(
      fc.property(situation, ({ state, priority, holder, endsIn, roles }) => {
        const acknowledgement = lease(holder, endsIn);
        const held = state === 'open' ? {} : { acknowledgement };
        const incident = anIncident({ state, priority, ...held });
        const { primary, secondary } = chooseActions(incident, { id: 'me', roles }, now);
        const by = { id: 'me', override: roles.includes('supervisor') || roles.includes('admin') };
        for (const action of primary ? [primary, ...secondary] : secondary) {
          const facts = {
            state,
            priority,
            type: incident.type,
            raisedAt: now - 60_000,
            ...(state !== 'open' && {
              acknowledgement: { by: holder, at: now - 10_000, leaseUntil: now + endsIn },
            }),
          };
          expect(transition(facts, asTransition(action, by), now)).toMatchObject({ ok: true });
        }
      }),
    );
  });
});
