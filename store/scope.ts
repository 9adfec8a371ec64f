import { sql, type RawBuilder } from 'kysely';

/** What somebody may see: everything, or the homes of these areas (and below) and these homes. */
export type Scope = { all: true } | { all: false; areaIds: readonly string[]; homeIds: readonly string[] };

/**
 * The scope as an SQL condition.
 * @param refs the home's id and its area's path in the query at hand: `{home: 'h.id', path: 'a.path'}`
 */
export function homeInScope(scope: Scope, refs: { home: string; path: string }): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`;
  return sql<boolean>`(${sql.ref(refs.path)} && ${scope.areaIds}::uuid[] or ${sql.ref(refs.home)} = any(${scope.homeIds}::uuid[]))`;
}

/** The same for an area itself: homes given one by one say nothing of their area. */
export function areaInScope(scope: Scope, path: string): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(path)} && ${scope.areaIds}::uuid[]`;
}

/** Decides for a path already read. */
export function coversPath(scope: Scope, path: readonly string[]): boolean {
  return scope.all || path.some((id) => scope.areaIds.includes(id));
}

/** Decides for a home already read. */
export function coversHome(scope: Scope, home: { id: string; path: readonly string[] }): boolean {
  return coversPath(scope, home.path) || (!scope.all && scope.homeIds.includes(home.id));
}
