import type { Incident } from '../contracts/incident.ts';
import type { Principal, Role } from '../contracts/people.ts';
import { scopeOf } from './scope-of.ts';

/** Whose screens show incidents. Installers do not (they may connect, and see how the platform is). */
export const WATCHING: readonly Role[] = ['admin', 'supervisor', 'operator', 'family'];

const EVERYTHING = 'all';

/** The rooms of a person: their areas, their own homes, or everything. Sorted, so that two can be compared. */
export function roomsOf(principal: Principal): string[] {
  const scope = scopeOf(principal, WATCHING);
  if (scope.all) return [EVERYTHING];
  return [...scope.areaIds.map((id) => `area:${id}`), ...scope.homeIds.map((id) => `home:${id}`)].sort();
}

/**
 * The rooms that may see an incident. An update goes to the home's area and every area above it, so a person is in
 * the rooms of their own areas only, and an area that is added below needs no one to join anything.
 * @param path the home's area and those above it
 */
export function roomsFor(incident: Pick<Incident, 'homeId'>, path: readonly string[]): string[] {
  return [EVERYTHING, `home:${incident.homeId}`, ...path.map((id) => `area:${id}`)];
}
