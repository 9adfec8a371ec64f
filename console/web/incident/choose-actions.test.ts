import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transition, type Actor, type IncidentAction } from '../../../contracts/incident-transition.ts';
import { INCIDENT_STATES } from '../../../contracts/incident.ts';
import { ROLES } from '../../../contracts/people.ts';
import { anIncident } from '../test/an-incident.ts';
import { chooseActions, type Action } from './choose-actions.ts';

const now = Date.parse('2026-03-01T19:13:00.000Z');
const lease = (by: string, endsIn: number, kind: 'user' | 'contact' = 'user') => ({
  by,
  byName: `name of ${by}`,
  at: new Date(now - 10_000).toISOString(),
  leaseUntil: new Date(now + endsIn).toISOString(),
  kind,
});
const operator = { id: 'me', roles: ['operator' as const] };

function asTransition(action: Action, by: Actor): IncidentAction {
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

  it('is to take it while only a contact has it, whoever is going', () => {
    for (const state of ['acknowledged', 'dispatched', 'on_scene'] as const) {
      const incident = anIncident({ state, acknowledgement: lease('son', 60_000, 'contact') });
      expect(chooseActions(incident, operator, now)).toMatchObject({
        primary: 'acknowledge',
        acknowledgeAs: 'take_from_contact',
        heldBy: undefined,
        contact: 'name of son',
        canRenew: false,
      });
    }
  });

  it('is to keep it only for who has it', () => {
    const mine = anIncident({ state: 'dispatched', acknowledgement: lease('me', 60_000) });
    expect(chooseActions(mine, operator, now).canRenew).toBe(true);
    const theirs = anIncident({ state: 'dispatched', acknowledgement: lease('other', 60_000) });
    expect(chooseActions(theirs, operator, now).canRenew).toBe(false);
  });

  it('is nothing at all for a family', () => {
    const choice = chooseActions(anIncident(), { id: 'son', roles: ['family'] }, now);
    expect([choice.primary, choice.secondary, choice.canNote]).toEqual([undefined, [], false]);
  });

  it('never offers what the platform would refuse', () => {
    const situation = fc.record({
      state: fc.constantFrom(...INCIDENT_STATES),
      priority: fc.constantFrom(1 as const, 2 as const, 3 as const),
      holder: fc.constantFrom('me', 'other', 'contact'),
      endsIn: fc.integer({ min: -60_000, max: 60_000 }),
      roles: fc.subarray([...ROLES]),
    });
    fc.assert(
      fc.property(situation, ({ state, priority, holder, endsIn, roles }) => {
        const kind = holder === 'contact' ? 'contact' : 'user';
        const acknowledgement = lease(holder, endsIn, kind);
        const held = state === 'open' ? {} : { acknowledgement };
        const incident = anIncident({ state, priority, ...held });
        const { primary, secondary, canRenew } = chooseActions(incident, { id: 'me', roles }, now);
        const offered = [
          ...secondary,
          ...(primary ? [primary] : []),
          ...(canRenew ? ['acknowledge' as const] : []),
        ];
        const by = {
          kind: 'user' as const,
          id: 'me',
          override: roles.includes('supervisor') || roles.includes('admin'),
        };
        for (const action of offered) {
          const facts = {
            state,
            priority,
            type: incident.type,
            raisedAt: now - 60_000,
            ...(state !== 'open' && {
              acknowledgement: { by: holder, kind, at: now - 10_000, leaseUntil: now + endsIn } as const,
            }),
          };
          expect(transition(facts, asTransition(action, by), now)).toMatchObject({ ok: true });
        }
      }),
    );
  });
});
