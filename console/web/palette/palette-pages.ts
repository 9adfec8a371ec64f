import type { Role } from '../../../contracts/people.ts';
import { NAV_ENTRIES } from '../shell/nav-entries.ts';

/** Every page there is, for whom: those of the bar and those behind them. */
export const PALETTE_PAGES = [
  ...NAV_ENTRIES,
  { to: '/admin/audit', key: 'audit.title', roles: ['admin', 'supervisor'] },
] as const satisfies readonly { to: string; key: string; roles: readonly Role[] | undefined }[];
