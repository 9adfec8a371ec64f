import { expect, it } from 'vitest';
import { countdownPhase } from './countdown-phase.ts';

it('a countdown warns in its last 30 s, and is over at its end, not a second later', () => {
  expect([30_001, 30_000, 1, 0, -5_000].map(countdownPhase)).toEqual([
    'running',
    'ending',
    'ending',
    'over',
    'over',
  ]);
});
