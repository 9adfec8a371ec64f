import { expect, it } from 'vitest';
import { stepInQueue } from './step-in-queue.ts';

it('stepping goes one further, stops at both ends, and begins with the most urgent', () => {
  const ids = ['a', 'b', 'c'];
  expect(stepInQueue(ids, undefined, 1)).toBe('a');
  expect(stepInQueue(ids, 'a', 1)).toBe('b');
  expect(stepInQueue(ids, 'c', 1)).toBe('c');
  expect(stepInQueue(ids, 'a', -1)).toBe('a');
});

it('stepping from an incident that has left the queue begins with the most urgent, and with nothing stays', () => {
  expect(stepInQueue(['a'], 'gone', 1)).toBe('a');
  expect(stepInQueue([], 'gone', -1)).toBeUndefined();
});
