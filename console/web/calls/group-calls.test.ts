import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANNELS,
  NOTIFICATION_STATES,
  PURPOSES,
  type Notification,
} from '../../../contracts/notification.ts';
import { groupCalls } from './group-calls.ts';

const son = { kind: 'contact' as const, id: 'son', name: '王建国', person: 'family' };
const grid = { kind: 'contact' as const, id: 'grid', name: '刘洋', person: 'grid_worker' };
let ids = 0;
const call = (changes: Partial<Notification>): Notification => ({
  id: `n${ids++}`,
  incidentId: 'i1',
  purpose: 'alarm',
  round: 0,
  recipient: son,
  channel: 'voice',
  state: 'sent',
  attempts: 1,
  createdAt: '2026-03-01T19:12:08.000Z',
  ...changes,
});

describe('who was called', () => {
  it('is each person once, who was told something last first, with their calls newest first', () => {
    const [first, second] = [call({ id: 'a' }), call({ id: 'b', createdAt: '2026-03-01T19:13:08.000Z' })];
    const other = call({ id: 'c', recipient: grid, createdAt: '2026-03-01T19:12:38.000Z' });
    expect(
      groupCalls([first, other, second]).map(({ recipient, calls }) => [
        recipient.id,
        ...calls.map(({ id }) => id),
      ]),
    ).toEqual([
      ['son', 'b', 'a'],
      ['grid', 'c'],
    ]);
  });

  it('says the best of what was tried: one failed channel does not hide that another got through', () => {
    const reach = (...calls: Notification[]) => groupCalls(calls)[0]?.reach;
    expect(reach(call({ state: 'failed' }), call({ channel: 'sms', state: 'delivered' }))).toBe('delivered');
    expect(reach(call({ state: 'failed' }), call({ channel: 'sms', state: 'queued' }))).toBe('trying');
    expect(reach(call({ state: 'failed' }), call({ channel: 'sms', state: 'failed' }))).toBe('failed');
  });

  it('never calls somebody reached because they were told of the end', () => {
    const told = call({ purpose: 'closed', channel: 'sms', state: 'delivered' });
    expect(groupCalls([call({ state: 'failed' }), told])[0]?.reach).toBe('failed');
  });

  it('never loses or doubles a call, in whatever order they come', () => {
    const some = fc.record({
      recipient: fc.constantFrom(son, grid),
      channel: fc.constantFrom(...CHANNELS),
      state: fc.constantFrom(...NOTIFICATION_STATES),
      purpose: fc.constantFrom(...PURPOSES),
      createdAt: fc.integer({ min: 0, max: 5 }).map((minute) => new Date(minute * 60_000).toISOString()),
    });
    fc.assert(
      fc.property(fc.array(some), (changes) => {
        const calls = changes.map(call);
        const grouped = groupCalls(calls);
        expect(
          grouped
            .flatMap((person) => person.calls)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(calls.map(({ id }) => id).sort());
        expect(groupCalls(calls.toReversed())).toEqual(grouped);
      }),
    );
  });
});
