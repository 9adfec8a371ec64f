import type { Boundary } from '../contracts/boundary.ts';
import { SIMULATED_AREAS } from './home-plan.ts';

/**
 * Where the simulated areas end: made-up outlines near Gongchen bridge in Hangzhou, one within the other, so that a map
 * of them has something to show. All homes of home-plan.ts lie in the innermost.
 * @returns undefined for other areas
 */
export function simulatedBoundary(name: string): Boundary | undefined {
  const depth = SIMULATED_AREAS.findIndex((simulated) => simulated === name);
  if (depth < 0) return undefined;
  const margin = 0.004 * (SIMULATED_AREAS.length - depth);
  const outline = OUTLINE.map(([x, y]) => [
    round(CENTRE.lng + x * (HALF.lng + margin)),
    round(CENTRE.lat + y * (HALF.lat + margin)),
  ]);
  return { type: 'Polygon', coordinates: [[...outline, outline[0] ?? []]] };
}

const CENTRE = { lat: 30.325, lng: 120.14 };
const HALF = { lat: 0.015, lng: 0.02 };
/** Around a square of two by two, against the clock (RFC 7946 §3.1.6). */
const OUTLINE = [
  [-1, -1],
  [-0.2, -1.12],
  [1, -1],
  [1.1, 0.1],
  [1, 1],
  [0.3, 1.1],
  [-1, 1],
  [-1.08, 0.2],
] as const;

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
