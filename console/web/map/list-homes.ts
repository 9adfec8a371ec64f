import type { MappedHome } from '../../../contracts/home-state.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { graver, signOf, type Sign } from './home-sign.ts';
import type { PlacedSign } from './start-home-canvas.ts';

/** Degrees. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface ShownHome {
  home: MappedHome;
  sign: Sign;
  incident: Incident | undefined;
}

/** Homes with the sign that stands for them now. */
export function showHomes(homes: readonly MappedHome[], calls: ReadonlyMap<string, Incident>): ShownHome[] {
  return homes.map((home) => {
    const incident = calls.get(home.id);
    return { home, incident, sign: signOf(home.state, incident) };
  });
}

export function placedOf(shown: readonly ShownHome[]): PlacedSign[] {
  return shown.flatMap(({ home: { id, location }, sign }) => (location ? [{ id, sign, ...location }] : []));
}

/**
 * What the list beside the map has: the homes in view, the gravest first, and every home that has no place, because
 * nobody would find it otherwise.
 */
export function homesInView(shown: readonly ShownHome[], view: Box | undefined): ShownHome[] {
  const seen = shown.filter(({ home: { location } }) => {
    if (location === undefined || view === undefined) return true;
    const { lat, lng } = location;
    return lat >= view.south && lat <= view.north && lng >= view.west && lng <= view.east;
  });
  return seen.sort(
    (a, b) =>
      graver(a.sign, b.sign) ||
      Number(a.home.location === undefined) - Number(b.home.location === undefined) ||
      a.home.since.localeCompare(b.home.since),
  );
}

/** How many homes have each sign. */
export function countSigns(shown: readonly ShownHome[]): Partial<Record<Sign, number>> {
  const counts: Partial<Record<Sign, number>> = {};
  for (const { sign } of shown) counts[sign] = (counts[sign] ?? 0) + 1;
  return counts;
}
