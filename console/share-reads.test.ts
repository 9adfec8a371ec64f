import { expect, it } from 'vitest';
import { shareReads } from './share-reads.ts';

/** Reads that end when they are let go, numbered as they were begun. */
function heldReads() {
  const held: (() => void)[] = [];
  let begun = 0;
  return {
    begun: () => begun,
    letGo: () => held.shift()?.(),
    read: async () => {
      const mine = (begun += 1);
      await new Promise<void>((resolve) => held.push(resolve));
      return mine;
    },
  };
}

const aTurn = () => new Promise((resolve) => setImmediate(resolve));

it('a hundred who ask while it is being read share the next read, and none gets the one begun before', async () => {
  const { read, letGo, begun } = heldReads();
  const ask = shareReads<number>();
  const first = ask('all', read);
  const others = Array.from({ length: 100 }, () => ask('all', read));
  letGo();
  expect(await first).toBe(1);
  await aTurn();
  letGo();
  expect(new Set(await Promise.all(others))).toEqual(new Set([2]));
  expect(begun()).toBe(2);
});

it('who may see something else does not share, and a read that failed is begun again', async () => {
  const ask = shareReads<string>();
  const failing = ask('all', () => Promise.reject(new Error('away')));
  const again = ask('all', () => Promise.resolve('theirs'));
  expect(await ask('area:1', () => Promise.resolve('mine'))).toBe('mine');
  await expect(failing).rejects.toThrow('away');
  expect(await again).toBe('theirs');
  expect(await ask('all', () => Promise.resolve('later'))).toBe('later');
});
