import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsOf, type CallEvent } from './calls-of.ts';

const S = 1_000;
const alarm = (at: number, fields: Partial<CallEvent> = {}): CallEvent => ({
  type: 'sos',
  receivedAt: at * S,
  alarm: true,
  test: false,
  ...fields,
});
const act = (at: number, type: string, kind: 'user' | 'contact' = 'user', by: string = kind): CallEvent => ({
  type,
  receivedAt: at * S,
  alarm: false,
  test: false,
  by,
  kind,
});

describe('a call', () => {
  it('waits from the alarm to the first person of the centre', () => {
    expect(callsOf([alarm(0), act(42, 'acknowledged', 'user', 'li')])).toEqual([
      { since: 0, answered: { by: 'li', at: 42 * S }, acceptedAt: 42 * S },
    ]);
  });
  it('is the same while nobody has it, however often the button is pressed: the time runs from the first press', () => {
    const calls = callsOf([alarm(0), alarm(50), alarm(110), act(120, 'acknowledged')]);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ since: 0, answered: { at: 120 * S } });
  });
  it('begins again with an alarm after somebody has had it', () => {
    expect(
      callsOf([alarm(0), act(10, 'acknowledged'), alarm(300, { type: 'smoke' }), act(330, 'acknowledged')]),
    ).toEqual([
      { since: 0, answered: { by: 'user', at: 10 * S }, acceptedAt: 10 * S },
      { since: 300 * S, answered: { by: 'user', at: 330 * S }, acceptedAt: 330 * S },
    ]);
  });
  it('that a neighbour took is accepted, but not answered by the centre until the centre has it', () => {
    expect(callsOf([alarm(0), act(20, 'going', 'contact')])).toEqual([{ since: 0, acceptedAt: 20 * S }]);
    expect(callsOf([alarm(0), act(20, 'going', 'contact'), act(90, 'acknowledged')])[0]).toMatchObject({
      answered: { at: 90 * S },
      acceptedAt: 20 * S,
    });
  });
  it('is never answered by a neighbour who says that they acknowledge, nor by a note, nor by a lease that runs out', () => {
    for (const event of [act(5, 'acknowledged', 'contact'), act(5, 'note'), act(5, 'lease_expired')]) {
      expect(callsOf([alarm(0), event])[0]?.answered, event.type).toBeUndefined();
    }
  });
  it('which nobody answers stays, and is not left out', () => {
    expect(callsOf([alarm(0)])).toEqual([{ since: 0 }]);
  });
  it('is none for a test or for something technical', () => {
    expect(callsOf([alarm(0, { test: true }), alarm(1, { type: 'low_battery' })])).toEqual([]);
  });
  it('begins with the end of maintenance, not with what was said during it', () => {
    const ended = { ...act(600, 'maintenance_ended'), kind: 'user' as const };
    expect(callsOf([alarm(0, { type: 'door' }), ended, act(620, 'acknowledged')])).toEqual([
      { since: 600 * S, answered: { by: 'user', at: 620 * S }, acceptedAt: 620 * S },
    ]);
    expect(callsOf([alarm(0, { type: 'door' }), act(5, 'acknowledged'), ended])).toEqual([]);
  });
  it('of one who says that more help is needed is none: it is the centre’s own word', () => {
    expect(callsOf([alarm(0), { ...act(9, 'outcome', 'contact'), needsHelp: true }])).toEqual([{ since: 0 }]);
  });
});

const anyEvent = fc.record({
  type: fc.constantFrom('sos', 'door', 'offline', 'acknowledged', 'going', 'released', 'note', 'resolved'),
  kind: fc.constantFrom('user' as const, 'contact' as const),
});
const history = fc
  .array(anyEvent, { maxLength: 25 })
  .map((events) =>
    events.map(({ type, kind }, n) =>
      ['sos', 'door', 'offline'].includes(type) ? alarm(n, { type }) : act(n, type, kind),
    ),
  );

describe('of any history', () => {
  it('the first real alarm begins a call, and no call ends before it begins', () => {
    fc.assert(
      fc.property(history, (events) => {
        const calls = callsOf(events);
        const first = events.find(({ type, alarm: said }) => said && type !== 'offline');
        if (first && !events.slice(0, events.indexOf(first)).some(({ alarm: said }) => !said)) {
          expect(calls[0]?.since).toBe(first.receivedAt);
        }
        for (const { since, answered, acceptedAt } of calls) {
          if (answered) expect(answered.at).toBeGreaterThan(since);
          // The centre's answer is an acceptance too.
          if (answered) expect(acceptedAt).toBeLessThanOrEqual(answered.at);
        }
      }),
    );
  });
  it('a press more never makes a call look answered sooner', () => {
    fc.assert(
      fc.property(history, fc.nat(25), (events, at) => {
        const place = Math.min(at, events.length);
        const more = events.toSpliced(place, 0, alarm(place - 0.5));
        const waits = (list: readonly CallEvent[]) => callsOf(list).map(({ since }) => since);
        for (const since of waits(events)) {
          if (since >= (place - 0.5) * S) continue;
          expect(waits(more)).toContain(since);
        }
      }),
    );
  });
});
