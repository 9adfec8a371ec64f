import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupMarks, markAt, type Spot } from './group-marks.ts';
import { SIGNS } from './home-sign.ts';

const spot = (id: string, x: number, y: number, sign: Spot['sign'] = 'protected'): Spot => ({
  id,
  x,
  y,
  sign,
});

test('homes that would cover each other are one mark with the gravest sign, away from the next; others stand alone', () => {
  const marks = groupMarks([spot('a', 10, 10), spot('b', 20, 20, 'unprotected'), spot('c', 100, 10)], 48);
  expect(marks).toEqual([
    { x: 100, y: 10, sign: 'protected', gravest: 1, ids: ['c'] },
    { x: 18, y: 18, sign: 'unprotected', gravest: 1, ids: ['a', 'b'] },
  ]);
});

test('a home where somebody calls is never part of a group, and lies on top', () => {
  const marks = groupMarks([spot('a', 10, 10, 'life'), spot('b', 10, 10), spot('c', 10, 10, 'urgent')], 48);
  expect(marks.map(({ ids }) => ids)).toEqual([['b'], ['c'], ['a']]);
});

test('a group says how many of its homes have the gravest sign', () => {
  const signs = ['protected', 'impaired', 'unprotected', 'impaired', 'unprotected'] as const;
  const [mark] = groupMarks(
    signs.map((sign, n) => spot(String(n), n, n, sign)),
    48,
  );
  expect(mark).toMatchObject({ sign: 'unprotected', gravest: 2 });
  expect(mark?.ids).toHaveLength(5);
});

test('every home is in exactly one mark, wherever it lies', () => {
  const spots = fc.array(
    fc.record({
      id: fc.uuid(),
      x: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      y: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      sign: fc.constantFrom(...SIGNS),
    }),
  );
  fc.assert(
    fc.property(spots, (all) => {
      const ids = groupMarks(all, 48).flatMap((mark) => mark.ids);
      expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    }),
  );
});

test('the nearest mark within reach is meant, and nothing beyond it', () => {
  const marks = groupMarks([spot('a', 0, 0), spot('b', 60, 0)], 48);
  expect(markAt(marks, 35, 0, 30)?.ids).toEqual(['b']);
  expect(markAt(marks, 25, 0, 30)?.ids).toEqual(['a']);
  expect(markAt(marks, 0, 31, 30)).toBeUndefined();
});
