import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reorder } from './reorder.ts';

const list = (...orders: number[]) => orders.map((order, index) => ({ id: 'abcdef'[index] ?? '?', order }));

it('changes two places when the order has no gaps, and heals gaps and doubles on the way', () => {
  expect(reorder(list(1, 2, 3), 'b', -1)).toEqual([
    { id: 'b', order: 1 },
    { id: 'a', order: 2 },
  ]);
  expect(reorder(list(1, 1, 7), 'a', 1)).toEqual([
    { id: 'a', order: 2 },
    { id: 'c', order: 3 },
  ]);
});

it('never moves the first one up, the last one down, or one that is not there', () => {
  expect(reorder(list(1, 2), 'a', -1)).toEqual([]);
  expect(reorder(list(1, 2), 'b', 1)).toEqual([]);
  expect(reorder(list(1, 2), 'x', 1)).toEqual([]);
});

it('back and forth is as before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 6 }), fc.nat(4), (orders, at) => {
      const before = list(...orders.sort((a, b) => a - b));
      const id = before[Math.min(at, before.length - 2)]?.id ?? '';
      const apply = (to: typeof before, changes: { id: string; order: number }[]) =>
        to
          .map((each) => changes.find((change) => change.id === each.id) ?? each)
          .sort((a, b) => a.order - b.order);
      const there = apply(before, reorder(before, id, 1));
      const back = apply(there, reorder(there, id, -1));
      expect(back.map((each) => each.id)).toEqual(before.map((each) => each.id));
    }),
  );
});
