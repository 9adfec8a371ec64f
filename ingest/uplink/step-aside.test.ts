import { expect, test } from 'vitest';
import { stepAsideEvery } from './step-aside.ts';

test('others have their turn after so many messages, however they are spread over entries', async () => {
  const stepAside = stepAsideEvery(3);
  const waited = Array.from({ length: 7 }, () => stepAside() !== undefined);
  expect(waited).toEqual([false, false, true, false, false, true, false]);
});

test('a turn lets through what waits for the event loop', async () => {
  const stepAside = stepAsideEvery(1);
  let turn = false;
  setImmediate(() => (turn = true));
  await stepAside();
  await stepAside();
  expect(turn).toBe(true);
});
