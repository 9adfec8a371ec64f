import type { Principal, Role } from '../contracts/people.ts';
import { findIncidentHome } from '../store/find-incidents.ts';
import type { Store } from '../store/open-store.ts';
import { coversHome } from '../store/scope.ts';
import { scopeOf } from './scope-of.ts';

const STAFF: readonly Role[] = ['admin', 'supervisor', 'operator'];

/**
 * Whether somebody is seen looking at an incident, and sees who else does. Families see their incidents, but who of
 * the centre looks at them is the centre's.
 */
export async function mayLook(store: Store, principal: Principal, incidentId: string): Promise<boolean> {
  const home = await findIncidentHome(store, incidentId);
  return home !== undefined && coversHome(scopeOf(principal, STAFF), home);
}
