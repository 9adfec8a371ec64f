import { BOUNDARY_CORNERS_MAX, boundarySchema, type Boundary } from '../../../contracts/boundary.ts';

/** What keeps a file from being a boundary; each has a sentence with its remedy (`boundary.problem`). */
export type BoundaryProblem =
  'tooBig' | 'notJson' | 'notGeoJson' | 'noPolygon' | 'order' | 'degrees' | 'ring' | 'tooMany';

export type BoundaryRead =
  | { boundary: Boundary; corners: number; problem?: never }
  | { problem: BoundaryProblem; corners: number; boundary?: never };

/** A file is looked at up to this size, bytes: what is bigger has far more corners than a boundary may have. */
export const BOUNDARY_FILE_MAX = 5_000_000;

/** No map reaches further: where the projection of map tiles ends (EPSG 3857), degrees. */
const LATITUDE_MAX = 85.06;
/** About 10 cm, degrees: more digits say nothing. */
const DIGITS = 6;

type Position = [number, number];

/**
 * The boundary in a GeoJSON text (RFC 7946): a geometry, a feature, or all polygons of a collection together.
 * What the contract asks is asked here as well, so that the reader is told in their own language.
 */
export function boundaryOf(text: string): BoundaryRead {
  let value: unknown;
  try {
    // Some programs write a byte order mark, which JSON does not know.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'notJson', corners: 0 };
  }
  if (typeof fieldOf(value, 'type') !== 'string') return { problem: 'notGeoJson', corners: 0 };
  const found = polygonsIn(value);
  if (found.length === 0) return { problem: 'noPolygon', corners: 0 };
  const polygons = found.map(ringsOf);
  const positions = polygons.flat(2);
  const corners = positions.length;
  const problem = problemOf(polygons);
  if (problem !== undefined) return { problem, corners };
  const [first] = polygons;
  const parsed = boundarySchema.safeParse(
    polygons.length === 1
      ? { type: 'Polygon', coordinates: first }
      : { type: 'MultiPolygon', coordinates: polygons },
  );
  return parsed.success ? { boundary: parsed.data, corners } : { problem: 'ring', corners };
}

function problemOf(polygons: readonly Position[][][]): BoundaryProblem | undefined {
  const positions = polygons.flat(2);
  const lies = (lng: number, lat: number) => Math.abs(lng) <= 180 && Math.abs(lat) <= LATITUDE_MAX;
  if (!positions.every(([lng, lat]) => lies(lng, lat))) {
    return positions.every(([lat, lng]) => lies(lng, lat)) ? 'order' : 'degrees';
  }
  const isRing = (ring: Position[]) =>
    ring.length >= 4 && ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1];
  if (!polygons.every((rings) => rings.length > 0 && rings.every(isRing))) return 'ring';
  return positions.length > BOUNDARY_CORNERS_MAX ? 'tooMany' : undefined;
}

/** The coordinates of every polygon in it, not looked at yet. */
function polygonsIn(value: unknown): unknown[] {
  const coordinates = fieldOf(value, 'coordinates');
  switch (fieldOf(value, 'type')) {
    case 'Polygon':
      return [coordinates];
    case 'MultiPolygon':
      return listOf(coordinates);
    case 'Feature':
      return polygonsIn(fieldOf(value, 'geometry'));
    case 'FeatureCollection':
      return listOf(fieldOf(value, 'features')).flatMap(polygonsIn);
    case 'GeometryCollection':
      return listOf(fieldOf(value, 'geometries')).flatMap(polygonsIn);
    default:
      return [];
  }
}

/** What is no number becomes NaN, and lies nowhere. */
function ringsOf(polygon: unknown): Position[][] {
  return listOf(polygon).map((ring) =>
    listOf(ring).map((position): Position => {
      const [lng, lat] = listOf(position).map((degrees) =>
        typeof degrees === 'number' ? Number(degrees.toFixed(DIGITS)) : Number.NaN,
      );
      return [lng ?? Number.NaN, lat ?? Number.NaN];
    }),
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
