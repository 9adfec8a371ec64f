import { expect, test } from 'vitest';
import { boundarySchema } from '../contracts/boundary.ts';
import { homePlan, SIMULATED_AREAS } from './home-plan.ts';
import { simulatedBoundary } from './simulated-boundary.ts';

test('the simulated areas have boundaries that the platform takes, each within the next', () => {
  const widths = SIMULATED_AREAS.map((name) => {
    const boundary = boundarySchema.parse(simulatedBoundary(name));
    const lngs = boundary.coordinates.flat(3).filter((degrees) => degrees > 90);
    return Math.max(...lngs) - Math.min(...lngs);
  });
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  expect(simulatedBoundary('somewhere real')).toBeUndefined();
});

test('every simulated home lies in the innermost area', () => {
  const ring = simulatedBoundary(SIMULATED_AREAS.at(-1) ?? '')?.coordinates[0] as number[][];
  for (let index = 0; index < 200; index++) {
    const { lat = 0, lng = 0 } = homePlan(index).location ?? {};
    expect(contains(ring, lng, lat), String(index)).toBe(true);
  }
});

/** By how often a ray to the east crosses the ring. */
function contains(ring: readonly number[][], x: number, y: number): boolean {
  let inside = false;
  ring.slice(1).forEach(([x2 = 0, y2 = 0], n) => {
    const [x1 = 0, y1 = 0] = ring[n] ?? [];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}
