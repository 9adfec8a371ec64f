import type { Principal, Role } from '../contracts/people.ts';
import type { PlacedHome } from '../store/homes.ts';
import { coversHome } from '../store/scope.ts';
import { scopeOf } from './scope-of.ts';

const MAY_COME_IN: readonly Role[] = ['admin', 'supervisor', 'operator', 'installer'];

/** A home as this person may see it: how to get in only where they work, and not for who is merely of the family. */
export function withoutWayIn(home: PlacedHome, principal: Principal): PlacedHome {
  if (coversHome(scopeOf(principal, MAY_COME_IN), home)) return home;
  const { access: _kept, ...rest } = home;
  return rest;
}
