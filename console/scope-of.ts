import type { Principal, Role } from '../contracts/people.ts';
import type { Scope } from '../store/scope.ts';

/** Whose word counts in their areas. The family's homes are theirs alone. */
const STAFF: ReadonlySet<Role> = new Set<Role>(['supervisor', 'operator', 'installer']);

/**
 * What a person may see through the given roles. Only the roles that a route allows count: an operator who is
 * also somebody's daughter acts in her areas, not in her mother's home elsewhere.
 */
export function scopeOf(principal: Principal, allowed: readonly Role[]): Scope {
  const roles = principal.roles.filter((role) => allowed.includes(role));
  if (roles.includes('admin')) return { all: true };
  return {
    all: false,
    areaIds: roles.some((role) => STAFF.has(role)) ? principal.areaIds : [],
    homeIds: roles.includes('family') ? principal.homeIds : [],
  };
}
