import { describe, expect, it } from 'vitest';
import { CHECKLIST_ITEMS } from '../../../contracts/checklists.ts';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { IncidentEvent } from '../../../contracts/incident.ts';
import { en } from '../i18n/en.ts';
import { anIncident } from '../test/an-incident.ts';
import { checklistState } from './checklist-state.ts';

const at = '2026-03-01T19:13:00.000Z';
const event = (changes: Partial<IncidentEvent>): IncidentEvent => ({
  id: 'x',
  type: 'note',
  at,
  receivedAt: at,
  byName: '李敏',
  ...changes,
});
const ambulance: CalleeEntry = { kind: 'service', id: 's1', name: '120', person: 'ambulance' };
const son: CalleeEntry = { kind: 'contact', id: 'son', name: 'son', person: 'family' };
const done = (events: IncidentEvent[], checks?: { item: string; at: string; by: string; byName: string }[]) =>
  checklistState(anIncident({ events, ...(checks && { checks }) }), [ambulance, son])
    .filter((line) => line.done !== undefined)
    .map(({ item, done: how }) => `${item} ${how?.ticked === true ? 'ticked' : 'shown'}`);

describe('the checklist', () => {
  it('has words for every item there is, and no others', () => {
    expect(Object.keys(en.checklist.item).sort()).toEqual([...CHECKLIST_ITEMS].sort());
  });

  it('begins with nothing done, in the order of the type', () => {
    const lines = checklistState(anIncident({ type: 'smoke' }), []);
    expect(lines[0]).toEqual({ item: 'fire_brigade', done: undefined });
    expect(lines.every((line) => line.done === undefined)).toBe(true);
  });

  it('says who ticked an item when', () => {
    const checks = [{ item: 'key', at, by: 'u', byName: '陈刚' }];
    expect(done([], checks)).toEqual(['key ticked']);
  });

  it('counts what the history shows, so that nobody writes it down twice', () => {
    const callee = { kind: 'resident', id: 'r', name: 'r' } as const;
    expect(done([event({ type: 'called', call: { callee, result: 'no_answer' } })])).toEqual([
      'call_resident shown',
    ]);
    expect(done([event({ type: 'going' })])).toEqual(['who_goes shown']);
    const told = { callee: { kind: 'contact', id: 'son', name: 'son' }, result: 'reached' } as const;
    expect(done([event({ type: 'called', call: told })])).toEqual(['tell_family shown']);
  });

  it('never counts an ambulance that did not answer as called', () => {
    const callee = { kind: 'service', id: 's1', name: '120' } as const;
    expect(done([event({ type: 'called', call: { callee, result: 'no_answer' } })])).toEqual([]);
    expect(done([event({ type: 'called', call: { callee, result: 'reached' } })])).toEqual([
      'ambulance shown',
    ]);
    const dispatch = { id: 'o', number: '1', to: callee };
    expect(done([event({ type: 'dispatched', dispatch })])).toEqual(['ambulance shown', 'who_goes shown']);
  });

  it('does not call undone what only the missing call list can tell', () => {
    const told = event({
      type: 'called',
      call: { callee: { kind: 'service', id: 's1', name: '120' }, result: 'reached' },
    });
    const lines = checklistState(anIncident({ events: [told] }), undefined);
    expect(lines.find(({ item }) => item === 'ambulance')).toEqual({
      item: 'ambulance',
      done: undefined,
      unknown: true,
    });
    expect(checklistState(anIncident(), undefined).some(({ unknown }) => unknown)).toBe(false);
  });
});
