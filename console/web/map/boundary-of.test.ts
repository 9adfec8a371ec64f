import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundarySchema, BOUNDARY_CORNERS_MAX } from '../../../contracts/boundary.ts';
import { boundaryOf } from './boundary-of.ts';

const RING = [
  [120.1, 30.3],
  [120.2, 30.3],
  [120.2, 30.4],
  [120.1, 30.3],
];
const polygon = (ring: unknown) => ({ type: 'Polygon', coordinates: [ring] });
const feature = (geometry: unknown) => ({ type: 'Feature', properties: { name: '文晖街道' }, geometry });
const read = (value: unknown) => boundaryOf(JSON.stringify(value));

test('a geometry, a feature and a collection are read, also behind a byte order mark', () => {
  expect(read(polygon(RING))).toEqual({ boundary: polygon(RING), corners: 4 });
  expect(boundaryOf(`\uFEFF${JSON.stringify(feature(polygon(RING)))}`).boundary).toEqual(polygon(RING));
  const two = read({
    type: 'FeatureCollection',
    features: [
      feature(polygon(RING)),
      feature({ type: 'Point', coordinates: [120, 30] }),
      feature(polygon(RING)),
    ],
  });
  expect(two).toMatchObject({
    corners: 8,
    boundary: { type: 'MultiPolygon', coordinates: [[RING], [RING]] },
  });
});

test.each([
  ['text that is no JSON', '<kml/>', 'notJson'],
  ['JSON that is no GeoJSON', '[1, 2]', 'notGeoJson'],
  ['a line', JSON.stringify({ type: 'LineString', coordinates: RING }), 'noPolygon'],
  ['a collection of nothing', '{"type":"FeatureCollection"}', 'noPolygon'],
  ['latitude before longitude', JSON.stringify(polygon(RING.map(([lng, lat]) => [lat, lng]))), 'order'],
  // Ürümqi: 87.6 would be a latitude, but lies where no map reaches.
  [
    'latitude before longitude far in the west',
    JSON.stringify(
      polygon([
        [43.8, 87.5],
        [43.9, 87.5],
        [43.9, 87.6],
        [43.8, 87.5],
      ]),
    ),
    'order',
  ],
  ['metres of a grid', JSON.stringify(polygon(RING.map(() => [13_370_000, 3_540_000]))), 'degrees'],
  ['what is no number', JSON.stringify(polygon(RING.map(() => ['120.1', '30.3']))), 'degrees'],
  ['a ring that is open', JSON.stringify(polygon(RING.slice(0, 3))), 'ring'],
  ['a polygon without a ring', '{"type":"Polygon","coordinates":[]}', 'ring'],
])('%s is refused by its own name', (_, text, problem) => {
  expect(boundaryOf(text)).toMatchObject({ problem });
});

test('too many corners are counted, so that one knows by how much to simplify', () => {
  const ring = Array.from({ length: BOUNDARY_CORNERS_MAX }, (_, n) => [120 + n / 1e5, 30]);
  expect(read(polygon([...ring, ring[0]]))).toEqual({
    problem: 'tooMany',
    corners: BOUNDARY_CORNERS_MAX + 1,
  });
});

test('whatever the file holds, it is named a problem or the platform takes it', () => {
  const degrees = fc.double({ noNaN: true, min: -100, max: 200 });
  const ring = fc.array(fc.tuple(degrees, degrees)).map((open) => [...open, ...open.slice(0, 1)]);
  const any = fc.oneof(
    fc.jsonValue(),
    ring.map(polygon),
    fc.array(fc.array(ring)).map((coordinates) => ({ type: 'MultiPolygon', coordinates })),
  );
  fc.assert(
    fc.property(any, (value) => {
      const { boundary, problem } = read(value);
      expect(problem !== undefined).toBe(!boundarySchema.safeParse(boundary).success);
    }),
  );
});
