import { expect, test } from 'vitest';
import { gridSteps } from './grid-steps.ts';

test('lines lie at round degrees inside the edges', () => {
  expect(gridSteps(120.121, 120.159)).toEqual([120.125, 120.13, 120.135, 120.14, 120.145, 120.15, 120.155]);
  expect(gridSteps(-1, 1)).toEqual([-1, -0.5, 0, 0.5, 1]);
});

test('there are never so many that they hide the map, and none where there is no space', () => {
  for (const span of [0.0001, 0.003, 0.7, 9, 170, 360])
    expect(gridSteps(100, 100 + span).length).toBeLessThan(16);
  expect(gridSteps(5, 5)).toEqual([]);
});
