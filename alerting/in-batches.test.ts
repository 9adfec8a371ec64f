import { describe, expect, it } from 'vitest';
import { inBatches } from './in-batches.ts';

const done = (items: readonly number[]): PromiseSettledResult<number>[] =>
  items.map((value) => ({ status: 'fulfilled', value }));

/** Work that goes on until it is let go, and what it was given. */
function heldWork() {
  const given: (readonly number[])[] = [];
  const held: (() => void)[] = [];
  return {
    given,
    letGo: () => held.splice(0).forEach((go) => go()),
    work: async (items: readonly number[]) => {
      given.push(items);
      await new Promise<void>((resolve) => held.push(resolve));
      return done(items);
    },
  };
}

const aTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('work in batches', () => {
  it('begins a single item at once, and makes one batch of all that come while it is being worked on', async () => {
    const { given, letGo, work } = heldWork();
    const batches = inBatches({ work, most: 10, atOnce: 1 });
    const first = batches.add(1);
    await aTurn();
    const others = [2, 3, 4].map(batches.add);
    await aTurn();
    expect(given).toEqual([[1]]);
    letGo();
    expect(await first).toBe(1);
    await aTurn();
    expect(given).toEqual([[1], [2, 3, 4]]);
    letGo();
    expect(await Promise.all(others)).toEqual([2, 3, 4]);
  });

  it('takes what ranks first, never more than it may, and forgets nobody', async () => {
    const given: (readonly number[])[] = [];
    const batches = inBatches<number, number>({
      work: (items) => {
        given.push(items);
        return Promise.resolve(done(items));
      },
      most: 2,
      atOnce: 1,
      rankOf: (item) => item % 10,
    });
    await Promise.all([13, 11, 23, 21, 31].map(batches.add));
    expect(given).toEqual([[11, 21], [31, 13], [23]]);
  });

  it('rejects the one that failed and not those beside it', async () => {
    const refused = new Error('refused');
    const batches = inBatches<number, number>({
      work: (items) =>
        Promise.resolve(
          items.map((value) =>
            value === 2 ? { status: 'rejected', reason: refused } : { status: 'fulfilled', value },
          ),
        ),
      most: 10,
      atOnce: 2,
    });
    expect(await Promise.allSettled([1, 2, 3].map(batches.add))).toMatchObject([
      { value: 1 },
      { reason: refused },
      { value: 3 },
    ]);
  });

  it('goes on after a batch that failed as a whole', async () => {
    let fails = true;
    const batches = inBatches<number, number>({
      work: (items) => (fails ? Promise.reject(new Error('away')) : Promise.resolve(done(items))),
      most: 10,
      atOnce: 1,
    });
    await expect(batches.add(1)).rejects.toThrow('away');
    fails = false;
    expect(await batches.add(2)).toBe(2);
  });

  it('stops when what it works on is done, and rejects what it has not begun', async () => {
    const { given, letGo, work } = heldWork();
    const batches = inBatches({ work, most: 1, atOnce: 1 });
    const begun = batches.add(1);
    await aTurn();
    const waiting = batches.add(2);
    const stopped = batches.stop();
    await expect(waiting).rejects.toThrow('stopped');
    letGo();
    await stopped;
    expect(await begun).toBe(1);
    expect(given).toEqual([[1]]);
  });
});
