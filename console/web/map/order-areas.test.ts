import { expect, test } from 'vitest';
import { orderAreas } from './order-areas.ts';

test('each area stands before what lies in it, sisters by name', () => {
  const areas = [
    { id: '3', name: 'B', parentId: '1' },
    { id: '1', name: 'District' },
    { id: '2', name: 'A', parentId: '1' },
    { id: '4', name: 'A1', parentId: '2' },
  ];
  expect(orderAreas(areas, 'en').map(({ area, depth }) => `${depth} ${area.name}`)).toEqual([
    '0 District',
    '1 A',
    '2 A1',
    '1 B',
  ]);
});

test('an area whose parent the reader may not see stands at the top, and is not lost', () => {
  expect(orderAreas([{ id: '2', name: 'A', parentId: '1' }], 'en').map(({ depth }) => depth)).toEqual([0]);
});
