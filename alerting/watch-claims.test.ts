import { expect, it } from 'vitest';
import { createClaimWatch } from './watch-claims.ts';

it('gives up a claim that stays as it is for longer than any attempt, and none that only looks old', () => {
  let now = 0;
  const dead = createClaimWatch(() => now);
  const stuck = { id: 'stuck', attempts: 1 };
  const busy = { id: 'busy', attempts: 1 };
  expect(dead([stuck, busy])).toEqual([]);
  now = 6_000;
  expect(dead([stuck])).toEqual([]);
  now = 12_000;
  // Taken in hand again meanwhile: another attempt, another claim.
  expect(dead([stuck, { ...busy, attempts: 2 }])).toEqual([stuck]);
});
