import { describe, expect, it } from 'vitest';
import { anIncident } from '../test/an-incident.ts';
import { decideSound, newRings } from './decide-sound.ts';

const none = new Map<string, string>();
const life = anIncident({ id: 'life' });
const urgent = anIncident({ id: 'urgent', priority: 2, type: 'door' });
const silenced = new Map([[life.id, life.raisedAt]]);

describe('what has to be heard', () => {
  it('is the life sound as long as one life-safety incident has nobody', () => {
    expect(decideSound([urgent, life], none).sound).toBe('life');
    expect(decideSound([urgent], none).sound).toBe('urgent');
  });

  it('is nothing for what somebody has, what is resolved, and what is only technical', () => {
    const quiet = [
      anIncident({ state: 'acknowledged' }),
      anIncident({ state: 'resolved' }),
      anIncident({ priority: 3, type: 'low_battery' }),
    ];
    expect(decideSound(quiet, none)).toEqual({ sound: 'none', ringing: new Map(), silenced: false });
  });

  it('leaves out what was silenced and says so, but not what arrives afterwards', () => {
    expect(decideSound([life], silenced)).toMatchObject({ sound: 'none', silenced: true });
    expect(decideSound([life, urgent], silenced).sound).toBe('urgent');
  });

  it('comes back for a silenced incident that a new alarm raises again', () => {
    const raised = { ...life, raisedAt: '2026-03-01T19:15:00.000Z', version: 2 };
    expect(decideSound([raised], silenced)).toMatchObject({ sound: 'life', silenced: false });
  });

  it('does not count a note or another change of version as new', () => {
    const before = decideSound([life], none).ringing;
    expect(newRings(before, decideSound([{ ...life, version: 5 }], none).ringing)).toEqual([]);
    expect(newRings(before, decideSound([life, urgent], none).ringing)).toEqual(['urgent']);
  });
});
