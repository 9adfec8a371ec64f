import { describe, expect, it } from 'vitest';
import type { CalleeKind, CallResult } from '../../../contracts/call.ts';
import type { IncidentEvent } from '../../../contracts/incident.ts';
import { anAlarm } from '../test/an-incident.ts';
import { callsMade } from './calls-made.ts';

const call = (kind: CalleeKind, id: string, result: CallResult, minute: number): IncidentEvent => ({
  id: `${minute}`,
  type: 'called',
  at: new Date(minute * 60_000).toISOString(),
  receivedAt: new Date(minute * 60_000).toISOString(),
  byName: '李敏',
  call: { callee: { kind, id, name: id }, result },
});

describe('the calls that were made', () => {
  it('stand by person, the newest first, and nothing else of the history among them', () => {
    const made = callsMade({
      events: [anAlarm(), call('contact', 'a', 'no_answer', 1), call('contact', 'a', 'reached', 2)],
    });
    expect([...made.keys()]).toEqual(['contact a']);
    expect(made.get('contact a')?.map(({ result }) => result)).toEqual(['reached', 'no_answer']);
  });

  it('never takes a resident for a contact with the same id', () => {
    expect(callsMade({ events: [call('resident', 'a', 'reached', 1)] }).get('contact a')).toBeUndefined();
  });

  it('leaves out what was before the moment asked for', () => {
    expect(callsMade({ events: [call('contact', 'a', 'reached', 1)] }, 120_000).size).toBe(0);
  });
});
