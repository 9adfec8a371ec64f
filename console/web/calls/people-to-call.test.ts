import { describe, expect, it } from 'vitest';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import { peopleToCall } from './people-to-call.ts';

const callees: CalleeEntry[] = [
  { kind: 'resident', id: 'r', name: 'r', person: 'resident' },
  { kind: 'contact', id: 'c1', name: 'c1', person: 'family' },
  { kind: 'contact', id: 'c2', name: 'c2', person: 'key_holder' },
  { kind: 'user', id: 'u1', name: 'u1', person: 'supervisor', onDuty: true },
  { kind: 'user', id: 'u2', name: 'u2', person: 'operator', onDuty: false },
  { kind: 'user', id: 'me', name: 'me', person: 'operator', onDuty: true },
  { kind: 'service', id: 'lock', name: 'lock', person: 'locksmith' },
  { kind: 'service', id: 'fire', name: 'fire', person: 'fire' },
];
const ids = (type: 'sos' | 'smoke') => peopleToCall(callees, { type, userId: 'me' }).map(({ id }) => id);

describe('the call list', () => {
  it('is the resident, the contacts in order, who is on duty, the services; never oneself or who is off duty', () => {
    expect(ids('sos')).toEqual(['r', 'c1', 'c2', 'u1', 'fire', 'lock']);
  });

  it('begins with the brigade when it burns', () => {
    expect(ids('smoke')).toEqual(['fire', 'r', 'c1', 'c2', 'u1', 'lock']);
  });
});
