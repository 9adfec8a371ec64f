import type { Role } from '../../../contracts/people.ts';

/** What stands in the bar, in this order, for whom. Everything else is reached from there or from the palette. */
export const NAV_ENTRIES = [
  { to: '/', key: 'nav.queue', roles: undefined },
  { to: '/map', key: 'nav.map', roles: ['admin', 'supervisor', 'operator'] },
  { to: '/homes', key: 'nav.homes', roles: ['admin', 'supervisor', 'operator', 'installer'] },
  { to: '/supervisor', key: 'nav.supervisor', roles: ['admin', 'supervisor'] },
  { to: '/handover', key: 'nav.handover', roles: ['admin', 'supervisor', 'operator'] },
  { to: '/quarantine', key: 'nav.quarantine', roles: ['admin', 'supervisor', 'operator'] },
] as const satisfies readonly { to: string; key: string; roles: readonly Role[] | undefined }[];
