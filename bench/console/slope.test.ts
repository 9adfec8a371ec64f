import { expect, test } from 'vitest';
import { slope } from './slope.ts';

test('a line has its own slope, a flat one none, and one point says nothing', () => {
  expect(slope([[0, 1], [1, 3], [2, 5]])).toBeCloseTo(2); // prettier-ignore
  expect(slope([[0, 7], [5, 7]])).toBe(0); // prettier-ignore
  expect(slope([[1, 1]])).toBeNaN();
});

test('noise around a level is not growth', () => {
  expect(slope([0, 1, 0, 1, 0].map((y, x) => [x, y] as const))).toBeCloseTo(0);
});
