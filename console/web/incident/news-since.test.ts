import { describe, expect, it } from 'vitest';
import { anAlarm, anIncident } from '../test/an-incident.ts';
import { newsSince } from './news-since.ts';

const act = (by: string) => anAlarm({ id: 'e2', type: 'acknowledged', by });
const after = (...events: ReturnType<typeof anAlarm>[]) => anIncident({ version: 9, events });

describe('news for who writes how it ended', () => {
  it('is a further press, and what somebody else does', () => {
    expect(newsSince(after(anAlarm(), anAlarm({ id: 'e2' })), 'e1', 'me')).toBe(true);
    expect(newsSince(after(anAlarm(), act('other')), 'e1', 'me')).toBe(true);
  });
  it('is not what they did themselves: keeping it does not stop them from closing it', () => {
    expect(newsSince(after(anAlarm(), act('me')), 'e1', 'me')).toBe(false);
  });
  it('is not the older history that loads late, and is everything where what they had read is cut off', () => {
    expect(newsSince(after(anAlarm({ id: 'e0' }), anAlarm()), 'e1', 'me')).toBe(false);
    expect(newsSince(after(anAlarm({ id: 'e2' })), 'e1', 'me')).toBe(true);
  });
});
