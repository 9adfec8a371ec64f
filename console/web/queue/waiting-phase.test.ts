import { expect, it } from 'vitest';
import { waitingPhase } from './waiting-phase.ts';

it('a call is in target below 60 s, late from then, overdue from 180 s', () => {
  expect([0, 59_999, 60_000, 179_999, 180_000].map(waitingPhase)).toEqual([
    'in_target',
    'in_target',
    'late',
    'late',
    'overdue',
  ]);
});
