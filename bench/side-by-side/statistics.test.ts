import { expect, test } from 'vitest';
import { pairedRatios, percentile, spreadOf } from './statistics.ts';

test('the median is the middle one of an odd number of rounds, whatever their order', () => {
  expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 });
});

test('of an even number of rounds it lies between the two in the middle', () => {
  expect(spreadOf([4, 1, 2, 100])).toEqual({ median: 3, min: 1, max: 100 });
});

test('of no rounds there is no figure, and not a zero that looks like one', () => {
  expect(spreadOf([])).toEqual({ median: NaN, min: NaN, max: NaN });
  expect(percentile([], 0.5)).toBeNaN();
});

test('rounds are sorted as numbers', () => {
  expect(spreadOf([9, 10, 100]).median).toBe(10);
});

test('ratios are made round by round: a slow minute of the machine that hit both does not change them', () => {
  expect(pairedRatios([100, 10, 50], [50, 5, 25])).toEqual([2, 2, 2]);
});

test('a round in which one has no figure has no ratio', () => {
  expect(pairedRatios([100, undefined, 50], [50, 5, 0])).toEqual([2]);
});

test('a percentile is a value that occurred, and the highest share is the greatest', () => {
  const values = [5, 1, 4, 2, 3];
  expect(percentile(values, 0.5)).toBe(3);
  expect(percentile(values, 0.99)).toBe(5);
  expect(percentile(values, 1)).toBe(5);
});
