import type { Role } from '../../../contracts/people.ts';

const MANAGING: readonly Role[] = ['admin', 'supervisor'];
const STAFF: readonly Role[] = ['admin', 'supervisor', 'operator'];

/** What there is to administer, in this order, for whom (docs/access.md). */
export const ADMIN_ENTRIES = [
  { to: '/admin/areas', key: 'areas', roles: MANAGING },
  { to: '/admin/users', key: 'users', roles: MANAGING },
  { to: '/admin/duty', key: 'duty', roles: MANAGING },
  { to: '/admin/policies', key: 'policies', roles: MANAGING },
  { to: '/admin/services', key: 'services', roles: MANAGING },
  { to: '/admin/webhooks', key: 'webhooks', roles: MANAGING },
  { to: '/admin/maintenance', key: 'maintenance', roles: [...STAFF, 'installer'] },
  { to: '/admin/audit', key: 'audit', roles: MANAGING },
  { to: '/admin/quarantine', key: 'quarantine', roles: STAFF },
] as const satisfies readonly { to: string; key: string; roles: readonly Role[] }[];

export type AdminEntry = (typeof ADMIN_ENTRIES)[number];

export function entriesFor(roles: readonly Role[]): AdminEntry[] {
  return ADMIN_ENTRIES.filter((entry) => roles.some((role) => entry.roles.includes(role)));
}
