import { expect, test } from 'vitest';
import { findSustained } from './find-sustained.ts';

async function find(holds: number, first: number): Promise<{ tried: number[]; rate: number | undefined }> {
  const tried: number[] = [];
  const run = async (rate: number) => {
    tried.push(rate);
    return { held: rate <= holds ? 1 : 0 };
  };
  const found = await findSustained([2, 4, 6, 8], first, run, (figures) => figures['held'] === 1);
  return { tried, rate: found?.rate };
}

test('it goes up until a rate is not held', async () => {
  expect(await find(6, 1)).toEqual({ tried: [4, 6, 8], rate: 6 });
});

test('it goes down until a rate is held, and does not try again what failed', async () => {
  expect(await find(2, 2)).toEqual({ tried: [6, 4, 2], rate: 2 });
});

test('nothing is claimed where nothing was held, and not more than the highest rate that was tried', async () => {
  expect((await find(1, 1)).rate).toBeUndefined();
  expect((await find(100, 2)).rate).toBe(8);
});
