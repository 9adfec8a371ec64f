import { sql, type RawBuilder } from 'kysely';
import { CANARY } from '../contracts/canary.ts';

/**
 * What somebody may see: everything, or the homes of these areas (and below) and these homes. The canary's home and
 * area are nobody's, whoever asks: an alarm that is none must reach no screen and no list.
 */
export type Scope = { all: true } | { all: false; areaIds: readonly string[]; homeIds: readonly string[] };

/**
 * The scope as an SQL condition.
 * @param refs the home's id and its area's path in the query at hand: `{home: 'h.id', path: 'a.path'}`
 */
export function homeInScope(scope: Scope, refs: { home: string; path: string }): RawBuilder<boolean> {
  const real = sql<boolean>`${sql.ref(refs.home)} is distinct from ${CANARY.homeId}::uuid`;
  if (scope.all) return real;
  return sql<boolean>`(${real} and (${sql.ref(refs.path)} && ${scope.areaIds}::uuid[] or ${sql.ref(refs.home)} = any(${scope.homeIds}::uuid[])))`;
}

/** The same for an area itself: homes given one by one say nothing of their area. */
export function areaInScope(scope: Scope, path: string): RawBuilder<boolean> {
  const real = sql<boolean>`not ${sql.ref(path)} @> array[${CANARY.areaId}::uuid]`;
  if (scope.all) return real;
  return sql<boolean>`(${real} and ${sql.ref(path)} && ${scope.areaIds}::uuid[])`;
}

/** Decides for a path already read. */
export function coversPath(scope: Scope, path: readonly string[]): boolean {
  if (path.includes(CANARY.areaId)) return false;
  return scope.all || path.some((id) => scope.areaIds.includes(id));
}

/** Decides for a home already read. */
export function coversHome(scope: Scope, home: { id: string; path: readonly string[] }): boolean {
  if (home.id === CANARY.homeId) return false;
  return coversPath(scope, home.path) || (!scope.all && scope.homeIds.includes(home.id));
}
