import { expect, test } from 'vitest';
import { isSustained } from './is-sustained.ts';

const held = {
  'readings/s': 19_950,
  sent: 300_000,
  acknowledged: 300_000,
  stored: 300_000,
  'behind, s': 0.2,
  'alarms never heard of': 0,
};

test('a rate is held when everything is acknowledged in time and stored right after', () => {
  expect(isSustained(held, 20_000)).toBe(true);
});

test.each([
  ['it is acknowledged more slowly than it comes', { 'readings/s': 19_000 }],
  ['a backlog grew meanwhile', { 'behind, s': 1.5 }],
  ['something is not stored', { stored: 299_999 }],
  ['something is stored twice', { stored: 300_001 }],
  ['something was never acknowledged', { acknowledged: 299_000, stored: 299_000 }],
  ['a press was not heard of', { 'alarms never heard of': 1 }],
])('it is not when %s', (_, change) => {
  expect(isSustained({ ...held, ...change }, 20_000)).toBe(false);
});
