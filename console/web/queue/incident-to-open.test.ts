import { describe, expect, it } from 'vitest';
import { anIncident } from '../test/an-incident.ts';
import { incidentToOpen } from './incident-to-open.ts';

const idle = { calling: [], before: new Set<string>(), openId: undefined, userId: 'li', busy: false };
const sos = anIncident({ id: 'sos' });
const held = (by: string) =>
  anIncident({
    id: 'held',
    state: 'acknowledged',
    acknowledgement: {
      by,
      byName: by,
      at: '2026-03-01T19:13:00.000Z',
      leaseUntil: '2026-03-01T19:16:00.000Z',
      kind: 'user',
    },
  });

describe('an incident opens by itself', () => {
  it('when it is of life safety, has just begun to call, and the operator has nothing', () => {
    expect(incidentToOpen({ ...idle, calling: [sos] })).toBe('sos');
    expect(incidentToOpen({ ...idle, calling: [sos, held('wang')] })).toBe('sos');
  });

  it('never over another that is open, that they hold, or while they write', () => {
    expect(incidentToOpen({ ...idle, calling: [sos], openId: 'other' })).toBeUndefined();
    expect(incidentToOpen({ ...idle, calling: [sos, held('li')] })).toBeUndefined();
    expect(incidentToOpen({ ...idle, calling: [sos], busy: true })).toBeUndefined();
  });

  it('not a second time: who goes back to the queue stays there', () => {
    expect(incidentToOpen({ ...idle, calling: [sos], before: new Set(['sos']) })).toBeUndefined();
  });

  it('not when it is only urgent', () => {
    expect(incidentToOpen({ ...idle, calling: [anIncident({ priority: 2 })] })).toBeUndefined();
  });
});
