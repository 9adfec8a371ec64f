import { AnjuError } from '../contracts/errors.ts';
import type { Role } from '../contracts/people.ts';
import { coversHome, coversPath, type Scope } from '../store/scope.ts';

/** What a user is, or would become. Paths are those of the areas; unknown ids are missing from the maps. */
export interface UserReach {
  roles: readonly Role[];
  areaIds: readonly string[];
  homeIds: readonly string[];
  areaPaths: ReadonlyMap<string, string[]>;
  homePaths: ReadonlyMap<string, string[]>;
}

/** @throws AnjuError `bad_request` naming the ids that do not exist */
export function checkExisting(user: UserReach): void {
  const areas = user.areaIds.filter((id) => !user.areaPaths.has(id));
  if (areas.length > 0) {
    throw new AnjuError('bad_request', `body.areaIds: there is no area ${areas.join(', ')}`);
  }
  const homes = user.homeIds.filter((id) => !user.homePaths.has(id));
  if (homes.length > 0) {
    throw new AnjuError('bad_request', `body.homeIds: there is no home ${homes.join(', ')}`);
  }
}

/**
 * Whether somebody with this scope may make, change or remove such a user: nobody hands out more than they have.
 * @throws AnjuError `out_of_scope`
 */
export function checkMayManage(scope: Scope, user: UserReach): void {
  if (scope.all) return;
  if (user.roles.includes('admin')) throw new AnjuError('out_of_scope', 'only an admin manages admins');
  const outside = [
    ...user.areaIds.filter((id) => !coversPath(scope, user.areaPaths.get(id) ?? [])),
    ...user.homeIds.filter((id) => !coversHome(scope, { id, path: user.homePaths.get(id) ?? [] })),
  ];
  if (outside.length > 0) {
    throw new AnjuError('out_of_scope', `outside your areas: ${outside.join(', ')}`);
  }
  if (user.areaIds.length + user.homeIds.length === 0) {
    throw new AnjuError('out_of_scope', 'a user without areas and homes is for an admin to manage');
  }
}
