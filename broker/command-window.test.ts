import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PendingCommand } from '../store/pending-commands.ts';
import { createCommandWindow } from './command-window.ts';

const command = (n: number): PendingCommand => ({
  id: `c${n}`,
  targetId: 't',
  deviceId: 't',
  incidentId: 'i',
  stage: 'received',
  createdAt: new Date(0),
});

test('whatever is looked up and acknowledged in whatever turn, each is sent once, in order, within the room', () => {
  const steps = fc.array(fc.oneof(fc.constant('look' as const), fc.nat({ max: 9 })), { maxLength: 200 });
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 8 }), steps, (count, room, turns) => {
      const window = createCommandWindow(room);
      let pending = Array.from({ length: count }, (_, n) => command(n));
      const sent: string[] = [];
      const underWay: number[] = [];
      const look = () => {
        for (const { packetId, command: admitted } of window.admit(pending)) {
          expect(underWay).not.toContain(packetId);
          underWay.push(packetId);
          sent.push(admitted.id);
        }
      };
      const acknowledge = (nth: number) => {
        const [packetId] = underWay.splice(nth % Math.max(1, underWay.length), 1);
        if (packetId === undefined) return;
        const done = window.acknowledge(packetId);
        expect(window.acknowledge(packetId)).toBeUndefined();
        pending = pending.filter(({ id }) => id !== done?.id);
      };
      for (const turn of [...turns, ...pending.flatMap(() => ['look' as const, 0])]) {
        if (turn === 'look') look();
        else acknowledge(turn);
        expect(window.size()).toBeLessThanOrEqual(room);
        expect(window.hasRoom()).toBe(window.size() < room);
      }
      expect(sent).toEqual(Array.from({ length: count }, (_, n) => `c${n}`));
    }),
  );
});

test('after 65,535 packets the ids begin again, and one that is still under way is passed over', () => {
  const window = createCommandWindow(2);
  expect(window.admit([command(0)]).map(({ packetId }) => packetId)).toEqual([1]);
  for (let n = 1; n < 65_535; n++) {
    const [next] = window.admit([command(n)]);
    window.acknowledge(next?.packetId ?? 0);
  }
  expect(window.admit([command(65_535)]).map(({ packetId }) => packetId)).toEqual([2]);
});
