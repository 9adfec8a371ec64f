import { describe, expect, it } from 'vitest';
import type { Device } from '../api/shapes.ts';
import { anAlarm } from '../test/an-incident.ts';
import { floorRooms } from './floor-rooms.ts';

const device = (id: string, room?: string): Device => ({
  homeId: 'h',
  createdAt: '2026-01-01T00:00:00Z',
  id,
  homeId: 'h',
  kind: 'smoke',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...(room !== undefined && { room }),
});

describe('the rooms of a home', () => {
  it('stand with those that have spoken first, and what has no room last', () => {
    const devices = [device('d1'), device('d2', 'bedroom'), device('d3', 'kitchen'), device('d4', 'bedroom')];
    const rooms = floorRooms(devices, { events: [anAlarm({ deviceId: 'd3', type: 'smoke' })] });
    expect(rooms.map(({ name, spoken, devices: inside }) => [name, spoken, inside.length])).toEqual([
      ['kitchen', true, 1],
      ['bedroom', false, 2],
      [undefined, false, 1],
    ]);
  });

  it('say what a device said last, and never take an action for an alarm', () => {
    const [room] = floorRooms([device('d1', 'hall')], {
      events: [
        anAlarm({ type: 'smoke' }),
        anAlarm({ type: 'low_battery', at: '2026-03-01T19:20:00.000Z' }),
        anAlarm({ type: 'note', at: '2026-03-01T19:30:00.000Z' }),
      ],
    });
    expect(room?.devices[0]?.spoken).toEqual({
      type: 'low_battery',
      at: Date.parse('2026-03-01T19:20:00.000Z'),
    });
    expect(floorRooms([device('d1')], undefined)[0]?.spoken).toBe(false);
  });
});
