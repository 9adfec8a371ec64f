import { expect, test } from 'vitest';
import { homesOutside } from './homes-outside.ts';

const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];
const at = (degrees: number) => ({ lat: degrees, lng: degrees });

test('counts what lies beside the boundary or in a hole of it, and nothing that lies in one of its parts', () => {
  const holed = { type: 'Polygon' as const, coordinates: [square(0, 10), square(4, 6)] };
  expect(homesOutside(holed, [at(1), at(5), at(11)])).toBe(2);
  const parts = { type: 'MultiPolygon' as const, coordinates: [[square(0, 2)], [square(8, 10)]] };
  expect(homesOutside(parts, [at(1), at(5), at(9)])).toBe(1);
});
