import { expect, test } from 'vitest';
import { createDeliveryMarks } from './delivery-marks.ts';

/** A database that answers when the test says so. */
function database() {
  const asked: { ids: string[]; answer: (error?: Error) => void }[] = [];
  const failures: unknown[] = [];
  const marks = createDeliveryMarks({
    write: (delivered) =>
      new Promise((resolve, reject) => {
        asked.push({
          ids: delivered.map(({ id }) => id),
          answer: (error) => (error === undefined ? resolve() : reject(error)),
        });
      }),
    onWritten: () => undefined,
    onFailure: (error) => failures.push(error),
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { marks, asked, failures, turn };
}

test('what is acknowledged in one turn is one statement, what comes meanwhile is the next', async () => {
  const { marks, asked, turn } = database();
  for (const id of ['a', 'b', 'c']) marks.add(id, 0);
  await turn();
  marks.add('d', 0);
  marks.add('e', 0);
  await turn();
  expect(asked.map(({ ids }) => ids)).toEqual([['a', 'b', 'c']]);
  asked[0]?.answer();
  await turn();
  expect(asked.map(({ ids }) => ids)).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
});

test('an acknowledgement is known at once, while it cannot be written, and after it is', async () => {
  const { marks, asked, failures, turn } = database();
  marks.add('a', 0);
  expect(marks.has('a')).toBe(true);
  await turn();
  asked[0]?.answer(new Error('away'));
  await turn();
  expect(marks.has('a')).toBe(true);
  expect(marks.isFailing()).toBe(true);
  expect(failures).toHaveLength(1);
  marks.retry();
  await turn();
  expect(asked[1]?.ids).toEqual(['a']);
  asked[1]?.answer();
  await turn();
  expect(marks.isFailing()).toBe(false);
  expect(marks.has('a')).toBe(true);
  marks.retry();
  await turn();
  expect(asked).toHaveLength(2);
});

test('stopping waits for what is being written, and no longer than it is told to', async () => {
  const { marks, asked, turn } = database();
  marks.add('a', 0);
  const stopped = marks.stop(60_000);
  await turn();
  asked[0]?.answer();
  await stopped;
  marks.add('b', 0);
  await marks.stop(1);
  expect(marks.has('b')).toBe(true);
});
