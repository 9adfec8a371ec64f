import { expect, test } from 'vitest';
import { BOUNDARY_CORNERS_MAX, boundarySchema } from './boundary.ts';

const RING = [
  [120.1, 30.3],
  [120.2, 30.3],
  [120.2, 30.4],
  [120.1, 30.3],
];
const says = (value: unknown) => boundarySchema.safeParse(value).error?.issues.map(({ message }) => message);

test('a polygon and several polygons are boundaries', () => {
  expect(says({ type: 'Polygon', coordinates: [RING] })).toBeUndefined();
  expect(says({ type: 'MultiPolygon', coordinates: [[RING], [RING]] })).toBeUndefined();
});

test.each([
  ['a point', { type: 'Point', coordinates: [120, 30] }],
  ['a ring that is open', { type: 'Polygon', coordinates: [RING.slice(0, 3).concat([[120, 30]])] }],
  ['a ring of three positions', { type: 'Polygon', coordinates: [[RING[0], RING[1], RING[0]]] }],
  ['latitude before longitude', { type: 'Polygon', coordinates: [RING.map(([lng, lat]) => [lat, lng])] }],
  ['a polygon without a ring', { type: 'Polygon', coordinates: [] }],
])('%s is no boundary', (_, value) => {
  expect(says(value)).toBeDefined();
});

test('a boundary that no phone could draw is refused, and told what to do', () => {
  const ring = [...Array.from({ length: BOUNDARY_CORNERS_MAX }, (_, n) => [120 + n / 1e6, 30]), [120, 30]];
  expect(says({ type: 'Polygon', coordinates: [ring] })).toEqual([
    `must have ${BOUNDARY_CORNERS_MAX} positions at most: simplify it first`,
  ]);
});
