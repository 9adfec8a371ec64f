import { z } from 'zod';

/** A boundary has this many corners at most: enough for a district, little enough for a phone. */
export const BOUNDARY_CORNERS_MAX = 4_000;

/** Longitude, then latitude (RFC 7946 §3.1.1), WGS 84, and perhaps a height. */
const positionSchema = z
  .array(z.number())
  .min(2)
  .max(3)
  .refine(
    ([lng = Number.NaN, lat = Number.NaN]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90,
    'must be [longitude, latitude]',
  );

/** A ring of at least four positions that ends where it begins (RFC 7946 §3.1.6). */
const ringSchema = z
  .array(positionSchema)
  .min(4, 'a ring has at least four positions')
  .refine(
    (ring) => ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1],
    'a ring ends where it begins',
  );
const polygonSchema = z.array(ringSchema).min(1);

/** Where an area ends: a GeoJSON Polygon or MultiPolygon (RFC 7946). */
export const boundarySchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: polygonSchema }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygonSchema).min(1) }),
  ])
  .refine((boundary) => countCorners(boundary) <= BOUNDARY_CORNERS_MAX, {
    error: `must have ${BOUNDARY_CORNERS_MAX} positions at most: simplify it first`,
  });
export type Boundary = z.infer<typeof boundarySchema>;

type Rings = z.infer<typeof polygonSchema>;

function countCorners({
  type,
  coordinates,
}: { type: 'Polygon'; coordinates: Rings } | { type: 'MultiPolygon'; coordinates: Rings[] }): number {
  const polygons: Rings[] = type === 'Polygon' ? [coordinates] : coordinates;
  return polygons.reduce((sum, polygon) => sum + polygon.reduce((n, ring) => n + ring.length, 0), 0);
}
