import type { Boundary } from '../../../contracts/boundary.ts';

type Ring = readonly (readonly number[])[];

/** How many of these places lie outside of a boundary; what stands in a hole lies outside. */
export function homesOutside(boundary: Boundary, homes: readonly { lat: number; lng: number }[]): number {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates;
  return homes.filter(
    ({ lat, lng }) =>
      // Of a polygon's rings an odd number is around what lies in it.
      !polygons.some((rings) => rings.filter((ring) => isAround(ring, lng, lat)).length % 2 === 1),
  ).length;
}

/** Whether a line from the place to the east crosses the ring an odd number of times. */
function isAround(ring: Ring, lng: number, lat: number): boolean {
  let around = false;
  for (let at = 1; at < ring.length; at++) {
    const [x1 = 0, y1 = 0] = ring[at - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[at] ?? [];
    if (y1 > lat !== y2 > lat && lng < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) around = !around;
  }
  return around;
}
