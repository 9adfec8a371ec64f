import type { FastifyRequest } from 'fastify';
import { AnjuError } from '../contracts/errors.ts';
import type { Area } from '../contracts/home.ts';
import { findArea } from '../store/areas.ts';
import { findHome, type PlacedHome } from '../store/homes.ts';
import { findIncidentHome } from '../store/find-incidents.ts';
import type { Store } from '../store/open-store.ts';
import { coversHome, coversPath } from '../store/scope.ts';
import { callerOf } from './authorize.ts';

/** @throws AnjuError `not_found`, or `out_of_scope` when the home is not the caller's to see */
export async function homeInScope(store: Store, request: FastifyRequest, id: string): Promise<PlacedHome> {
  const home = await findHome(store, id);
  if (home === undefined) throw new AnjuError('not_found', `there is no home ${id}`);
  if (!coversHome(callerOf(request).scope, home)) {
    throw new AnjuError('out_of_scope', `home ${id} is outside your areas and homes`);
  }
  return home;
}

/** @throws AnjuError `not_found`, or `out_of_scope` when the area is not the caller's */
export async function areaInScope(store: Store, request: FastifyRequest, id: string): Promise<Area> {
  const area = await findArea(store, id);
  if (area === undefined) throw new AnjuError('not_found', `there is no area ${id}`);
  if (!coversPath(callerOf(request).scope, area.path)) {
    throw new AnjuError('out_of_scope', `area ${id} is outside your areas`);
  }
  return area;
}

/** @throws AnjuError `not_found`, or `out_of_scope` when its home is not the caller's to see */
export async function incidentInScope(store: Store, request: FastifyRequest, id: string): Promise<void> {
  const home = await findIncidentHome(store, id);
  if (home === undefined) throw new AnjuError('not_found', `there is no incident ${id}`);
  if (!coversHome(callerOf(request).scope, home)) {
    throw new AnjuError('out_of_scope', `incident ${id} is outside your areas and homes`);
  }
}
