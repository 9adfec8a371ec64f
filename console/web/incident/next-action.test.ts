import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import { CALL_RESULTS, type CallResult } from '../../../contracts/call.ts';
import {
  INCIDENT_STATES,
  type Incident,
  type IncidentEvent,
  type IncidentState,
} from '../../../contracts/incident.ts';
import { ROLES } from '../../../contracts/people.ts';
import { anIncident } from '../test/an-incident.ts';
import { chooseActions } from './choose-actions.ts';
import { nextAction, type NextAction } from './next-action.ts';

const now = Date.parse('2026-03-01T19:14:00.000Z');
const operator = { id: 'me', roles: ['operator' as const] };
const supervisor = { id: 'me', roles: ['supervisor' as const] };
const resident: CalleeEntry = {
  kind: 'resident',
  id: 'r',
  name: '王秀英',
  person: 'resident',
  phone: '0571',
};
const son: CalleeEntry = { kind: 'contact', id: 'son', name: '王建国', person: 'family', phone: '139' };
const key: CalleeEntry = { kind: 'contact', id: 'key', name: '张阿姨', person: 'key_holder', phone: '138' };
const brigade: CalleeEntry = { kind: 'service', id: 'f', name: '消防站', person: 'fire', phone: '119' };
const people = [resident, son, key];

let events = 0;
const event = (changes: Partial<IncidentEvent>): IncidentEvent => ({
  id: `x${++events}`,
  type: 'note',
  at: '2026-03-01T19:13:00.000Z',
  receivedAt: '2026-03-01T19:13:00.000Z',
  by: 'me',
  byName: 'me',
  ...changes,
});
const called = ({ kind, id, name }: CalleeEntry, result: CallResult, changes: Partial<IncidentEvent> = {}) =>
  event({ type: 'called', call: { callee: { kind, id, name }, result }, ...changes });
const sent = ({ id, name }: CalleeEntry, kind: 'contact' | 'service' = 'contact') =>
  event({ type: 'dispatched', dispatch: { id: 'o', number: '20260302-0001', to: { kind, id, name } } });

const lease = (by: string, kind: 'user' | 'contact' = 'user', endsIn = 60_000) => ({
  by,
  byName: `name of ${by}`,
  at: new Date(now - 10_000).toISOString(),
  leaseUntil: new Date(now + endsIn).toISOString(),
  kind,
});
const mine = (state: IncidentState, events: IncidentEvent[] = [], changes: Partial<Incident> = {}) =>
  anIncident({ state, acknowledgement: lease('me'), events, ...changes });

function next(
  incident: Incident,
  options: { user?: typeof operator | typeof supervisor; people?: CalleeEntry[] | 'loading' | 'failed' } = {},
) {
  return nextAction({ incident, user: operator, people, now, ...options });
}

describe('the next action while it is not known whom to call', () => {
  it('names no step that would change under the finger, whatever has been done so far', () => {
    for (const type of ['sos', 'smoke'] as const) {
      for (const state of ['acknowledged', 'dispatched'] as const) {
        expect(next(mine(state, [], { type }), { people: 'loading' })).toEqual({ kind: 'load' });
      }
    }
    const worse = [event({ type: 'outcome', condition: 'needs_help' })];
    expect(next(mine('on_scene', worse), { people: 'loading' })).toEqual({ kind: 'load' });
  });

  it('is the same as ever where it does not depend on people', () => {
    expect(next(anIncident(), { people: 'loading' }).kind).toBe('acknowledge');
    expect(next(mine('on_scene'), { people: 'loading' })).toEqual({ kind: 'resolve', because: 'there' });
  });

  it('is to send somebody, or 119 for a fire, once it is known that the list does not come', () => {
    const failed = { people: 'failed' } as const;
    const send = { kind: 'dispatch', because: 'people_unknown', to: undefined };
    expect(next(mine('acknowledged'), failed)).toEqual(send);
    const fire = { type: 'smoke' } as const;
    expect(next(mine('acknowledged', [], fire), failed)).toEqual({
      kind: 'check',
      item: 'fire_brigade',
      phone: '119',
    });
    expect(next(mine('acknowledged', [called(brigade, 'reached')], fire), failed)).toEqual(send);
    expect(next(mine('dispatched', [sent(key)]), failed)).toEqual({
      kind: 'arrive',
      ask: { name: key.name, who: undefined },
    });
  });
});

describe('the next action of an SOS', () => {
  it('leads from acknowledging to the resident, the contacts in order, and to sending somebody', () => {
    expect(next(anIncident())).toEqual({ kind: 'acknowledge', as: 'take', lost: false });
    const log: IncidentEvent[] = [];
    expect(next(mine('acknowledged', log))).toEqual({ kind: 'call', who: resident });
    log.push(called(resident, 'no_answer'));
    expect(next(mine('acknowledged', log))).toEqual({ kind: 'call', who: son });
    log.push(called(son, 'refused'));
    expect(next(mine('acknowledged', log))).toEqual({ kind: 'call', who: key });
    log.push(called(key, 'no_answer'));
    expect(next(mine('acknowledged', log))).toEqual({ kind: 'dispatch', because: 'nobody_answers', to: key });
  });

  it('proposes to send whichever contact has been reached, and never rings those behind them', () => {
    const log = [called(resident, 'no_answer'), called(son, 'reached')];
    expect(next(mine('acknowledged', log))).toEqual({
      kind: 'dispatch',
      because: 'contact_reached',
      to: son,
    });
  });

  it('asks how it ended once the resident has answered: a false alarm is not followed by calls to the family', () => {
    expect(next(mine('acknowledged', [called(resident, 'reached')]))).toEqual({
      kind: 'resolve',
      because: 'spoken',
    });
  });

  it('sends somebody to who has fallen even though they have answered', () => {
    const fall = mine('acknowledged', [called(resident, 'reached')], { type: 'fall' });
    expect(next(fall)).toMatchObject({ kind: 'dispatch', because: 'spoken', to: key });
  });

  it('goes on to the contacts when the resident refuses to speak', () => {
    expect(next(mine('acknowledged', [called(resident, 'refused')]))).toEqual({ kind: 'call', who: son });
  });

  it('skips who has no number and who has said that they cannot', () => {
    const silent = { kind: 'contact', id: 'n', name: 'n', person: 'neighbour' } as const;
    const log = [called(resident, 'no_answer'), event({ type: 'cannot', by: 'son', via: 'sms' })];
    expect(next(mine('acknowledged', log), { people: [resident, silent, son, key] })).toEqual({
      kind: 'call',
      who: key,
    });
  });

  it('sends somebody at once where there is nobody to ring', () => {
    expect(next(mine('acknowledged'), { people: [] })).toEqual({
      kind: 'dispatch',
      because: 'nobody_to_call',
      to: undefined,
    });
  });

  it('rings everybody anew after a second press: what was said before it does not count', () => {
    const before = called(resident, 'reached', { at: '2026-03-01T19:12:30.000Z' });
    const raised = mine('acknowledged', [before], { raisedAt: '2026-03-01T19:13:50.000Z' });
    expect(next(raised)).toEqual({ kind: 'call', who: resident });
  });

  it('asks who was sent whether they are there, then how it ended', () => {
    expect(next(mine('dispatched', [sent(key)]))).toEqual({
      kind: 'arrive',
      ask: { name: '张阿姨', who: key },
    });
    expect(next(mine('dispatched'))).toEqual({ kind: 'arrive', ask: undefined });
    expect(next(mine('on_scene', [sent(key)]))).toEqual({ kind: 'resolve', because: 'there' });
    expect(next(mine('resolved'))).toEqual({ kind: 'none' });
  });

  it('sends more help before it closes when who is there asks for it, and then closes', () => {
    const log = [sent(key), event({ type: 'outcome', by: 'key', condition: 'needs_help' })];
    expect(next(mine('on_scene', log))).toMatchObject({ kind: 'dispatch', because: 'needs_help', to: son });
    expect(next(mine('on_scene', [...log, sent(son)]))).toEqual({ kind: 'resolve', because: 'there' });
  });
});

describe('the next action of a fire', () => {
  const fire = (
    log: IncidentEvent[],
    state: IncidentState = 'acknowledged',
    changes: Partial<Incident> = {},
  ) => mine(state, log, { type: 'smoke', ...changes });
  const all = { people: [brigade, ...people] };

  it('is 119, then the resident, then the key holder, then the order to the brigade', () => {
    const log: IncidentEvent[] = [];
    expect(next(fire(log), all)).toEqual({ kind: 'call', who: brigade });
    log.push(called(brigade, 'reached'));
    expect(next(fire(log), all)).toEqual({ kind: 'call', who: resident });
    log.push(called(resident, 'reached'));
    expect(next(fire(log), all)).toEqual({ kind: 'call', who: key });
    log.push(called(key, 'no_answer'));
    expect(next(fire(log), all)).toEqual({ kind: 'dispatch', because: 'fire', to: brigade });
  });

  it('stays 119 until somebody there has answered', () => {
    expect(next(fire([called(brigade, 'no_answer')]), all)).toEqual({ kind: 'call', who: brigade });
  });

  it('never rings 119 twice because the third alarm raises it again', () => {
    const log = [called(brigade, 'reached', { at: '2026-03-01T19:12:20.000Z' })];
    expect(next(fire(log, 'acknowledged', { raisedAt: '2026-03-01T19:13:00.000Z' }), all)).toEqual({
      kind: 'call',
      who: resident,
    });
  });

  it('is the public number where no brigade is registered, until it is ticked', () => {
    expect(next(fire([]))).toEqual({ kind: 'check', item: 'fire_brigade', phone: '119' });
    const checks = [{ item: 'fire_brigade', at: '2026-03-01T19:13:00.000Z', by: 'me', byName: 'me' }];
    expect(next(fire([], 'acknowledged', { checks }))).toEqual({ kind: 'call', who: resident });
  });

  it('is 119 even while a neighbour is already running there', () => {
    expect(next(fire([event({ type: 'going', by: 'key' })], 'dispatched'), all)).toMatchObject({
      kind: 'call',
      who: brigade,
    });
  });
});

describe('the next action while others act', () => {
  it('is to take it from a contact who is going, and then to ask them whether they are there', () => {
    const going = event({ type: 'going', by: 'son', byName: '王建国', via: 'link' });
    const theirs = anIncident({
      state: 'dispatched',
      acknowledgement: lease('son', 'contact'),
      events: [going],
    });
    expect(next(theirs)).toEqual({ kind: 'acknowledge', as: 'take_from_contact', lost: false });
    expect(next(mine('dispatched', [going]))).toEqual({ kind: 'arrive', ask: { name: '王建国', who: son } });
  });

  it('is to wait while another has it; only a supervisor may take it over', () => {
    const theirs = anIncident({ state: 'acknowledged', acknowledgement: lease('other') });
    const wait = { kind: 'wait', name: 'name of other', until: now + 60_000 };
    expect(next(theirs)).toEqual({ ...wait, mayTakeOver: false });
    expect(next(theirs, { user: supervisor })).toEqual({ ...wait, mayTakeOver: true });
  });

  it('is to take it over once the time of whoever has it is over', () => {
    const late = anIncident({ state: 'acknowledged', acknowledgement: lease('other', 'user', -1) });
    expect(next(late)).toMatchObject({ kind: 'acknowledge', as: 'take_over' });
  });

  it('is to take it again when one’s own time ran out, and says so', () => {
    const lost = anIncident({ events: [event({ type: 'acknowledged' }), event({ type: 'lease_expired' })] });
    expect(next(lost)).toEqual({ kind: 'acknowledge', as: 'take', lost: true });
    const retaken = [...lost.events, event({ type: 'acknowledged', by: 'other' })];
    expect(next(anIncident({ events: retaken }))).toMatchObject({ lost: false });
  });

  it('is nothing at all for a family', () => {
    const family = { id: 'son', roles: ['family' as const] };
    for (const state of INCIDENT_STATES) {
      const kind = nextAction({ incident: anIncident({ state }), user: family, people: [], now }).kind;
      expect(kind).toBe(state === 'resolved' ? 'none' : 'follow');
    }
  });

  it('of a technical fault is to close it: nobody is rung at night for a battery', () => {
    expect(next(mine('acknowledged', [], { type: 'low_battery', priority: 3 }))).toEqual({
      kind: 'resolve',
      because: 'technical',
    });
  });
});

describe('the next action in any situation', () => {
  it('is one that the person may take, and never a call to who has just been rung in vain', () => {
    const situation = fc.record({
      state: fc.constantFrom(...INCIDENT_STATES),
      type: fc.constantFrom(
        'sos' as const,
        'fall' as const,
        'smoke' as const,
        'gas' as const,
        'door' as const,
      ),
      holder: fc.constantFrom('me', 'other', 'contact'),
      endsIn: fc.integer({ min: -60_000, max: 60_000 }),
      roles: fc.subarray([...ROLES]),
      log: fc.array(
        fc.record({ who: fc.constantFrom(...people), result: fc.constantFrom(...CALL_RESULTS) }),
        { maxLength: 5 },
      ),
      missing: fc.constantFrom(undefined, 'loading' as const, 'failed' as const),
    });
    fc.assert(
      fc.property(situation, ({ state, type, holder, endsIn, roles, log, missing }) => {
        const acknowledgement = lease(holder, holder === 'contact' ? 'contact' : 'user', endsIn);
        const incident = anIncident({
          state,
          type,
          ...(state !== 'open' && { acknowledgement }),
          events: log.map(({ who, result }) => called(who, result)),
        });
        const user = { id: 'me', roles };
        const action: NextAction = nextAction({ incident, user, people: missing ?? people, now });
        const choice = chooseActions(incident, user, now);
        const possible = [choice.primary, ...choice.secondary];
        switch (action.kind) {
          case 'acknowledge':
          case 'dispatch':
          case 'arrive':
          case 'resolve':
            expect(possible).toContain(action.kind);
            break;
          case 'call':
            expect(log.map(({ who }) => who.id)).not.toContain(action.who.id);
            break;
          case 'follow':
            expect(possible).toEqual([undefined]);
            break;
          case 'none':
          case 'wait':
          case 'check':
          case 'load':
            break;
        }
      }),
    );
  });
});
