import { describe, expect, it } from 'vitest';
import { anIncident } from '../test/an-incident.ts';
import { orderIncidents } from '../queue/order-incidents.ts';
import { drawFavicon } from './draw-favicon.ts';
import { countWaiting, tabSign, type TabSign } from './tab-state.ts';

const calm = { connection: 'live', siren: 'armed', life: 0, urgent: 0 } as const;

describe('the sign in the tab', () => {
  it('is the most serious thing there is, and a lost connection before all: the rest may be old', () => {
    expect(tabSign(calm)).toBe('calm');
    expect(tabSign({ ...calm, siren: 'held_back' })).toBe('silent');
    expect(tabSign({ ...calm, urgent: 1, siren: 'stuck' })).toBe('urgent');
    expect(tabSign({ ...calm, urgent: 3, life: 1 })).toBe('life');
    expect(tabSign({ ...calm, life: 1, connection: 'lost' })).toBe('lost');
  });

  it('looks different for each of them, and says how many wait', () => {
    const signs: TabSign[] = ['calm', 'silent', 'urgent', 'life', 'lost'];
    expect(new Set(signs.map((sign) => drawFavicon(sign, 1))).size).toBe(signs.length);
    expect(decodeURIComponent(drawFavicon('life', 3))).toContain('>3<');
    expect(decodeURIComponent(drawFavicon('life', 12))).toContain('>9+<');
  });

  it('counts only what nobody has', () => {
    const queue = orderIncidents([
      anIncident({ id: 'a' }),
      anIncident({ id: 'b', state: 'acknowledged' }),
      anIncident({ id: 'c', priority: 2 }),
      anIncident({ id: 'd', priority: 3 }),
    ]);
    expect([countWaiting(queue, 1), countWaiting(queue, 2)]).toEqual([1, 1]);
  });
});
