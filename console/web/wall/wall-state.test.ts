import { expect, it } from 'vitest';
import { anIncident } from '../test/an-incident.ts';
import { wallState } from './wall-state.ts';

it('shows what waits, the most urgent first, and counts what somebody has', () => {
  const state = wallState(
    [
      anIncident({ id: 'a', priority: 2, type: 'door', calledAt: '2026-03-01T10:00:00.000Z' }),
      anIncident({ id: 'b', priority: 1, calledAt: '2026-03-01T11:00:00.000Z' }),
      anIncident({ id: 'c', state: 'acknowledged' }),
      anIncident({ id: 'd', state: 'dispatched' }),
      anIncident({ id: 'e', state: 'on_scene' }),
      anIncident({ id: 'f', priority: 3, type: 'low_battery' }),
    ],
    [],
  );
  expect(state.waiting.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(state).toMatchObject({ inWork: 1, onTheWay: 1, onScene: 1, technical: 1 });
});

it('knows the last closed from before it was switched on, each once', () => {
  const closed = (id: string, resolvedAt: string) => anIncident({ id, state: 'resolved', resolvedAt });
  const state = wallState(
    [closed('b', '2026-03-01T12:00:00.000Z')],
    [
      closed('b', '2026-03-01T12:00:00.000Z'),
      closed('a', '2026-03-01T11:00:00.000Z'),
      closed('c', '2026-03-01T13:00:00.000Z'),
      closed('d', '2026-03-01T09:00:00.000Z'),
    ],
  );
  expect(state.closed.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

it('never carries a name, an address or what was said', () => {
  const text = JSON.stringify(
    wallState(
      [
        anIncident({ id: 'a', residents: ['Wang Xiuying'], address: 'Moganshan Road 3' }),
        anIncident({
          id: 'b',
          state: 'resolved',
          residents: ['Wang Xiuying'],
          address: 'Moganshan Road 3',
        }),
      ],
      [],
    ),
  );
  expect(text).not.toContain('Wang');
  expect(text).not.toContain('Moganshan');
});
