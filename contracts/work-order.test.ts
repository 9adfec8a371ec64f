import { expect, it } from 'vitest';
import { workOverdue } from './work-order.ts';

const MINUTE = 60_000;
const after = (minutes: number) => ({ since: 0, now: minutes * MINUTE });

it('who was sent is overdue 45 minutes later, unless they have arrived', () => {
  const sent = (state: 'dispatched' | 'on_scene' | 'open', minutes: number) => {
    const { since, now } = after(minutes);
    return workOverdue({ priority: 1, state, sent: true, since }, now);
  };
  expect([sent('dispatched', 45), sent('dispatched', 46)]).toEqual([false, true]);
  expect([sent('on_scene', 600), sent('open', 46)]).toEqual([false, true]);
});

it('a repair is overdue when nobody has taken it for a day, and never while somebody has it', () => {
  const { since, now } = after(24 * 60 + 1);
  const repair = { priority: 3 as const, sent: false, since };
  expect(workOverdue({ ...repair, state: 'open' }, now)).toBe(true);
  expect(workOverdue({ ...repair, state: 'open' }, now - 2 * MINUTE)).toBe(false);
  expect(workOverdue({ ...repair, state: 'dispatched' }, now * 9)).toBe(false);
});
