import type { Role } from '../../../contracts/people.ts';
import { ADMIN_ENTRIES } from '../admin/admin-entries.ts';
import { NAV_ENTRIES } from '../shell/nav-entries.ts';

const BEHIND_THE_BAR = [
  { to: '/wall', key: 'wall.title', roles: ['admin', 'supervisor', 'operator'] },
  { to: '/reports', key: 'report.title', roles: ['admin', 'supervisor'] },
  { to: '/account/password', key: 'password.title', roles: undefined },
] as const satisfies readonly { to: string; key: string; roles: readonly Role[] | undefined }[];

export type PageKey =
  | (typeof NAV_ENTRIES)[number]['key']
  | (typeof BEHIND_THE_BAR)[number]['key']
  | `admin.${(typeof ADMIN_ENTRIES)[number]['key']}.title`;

export interface PalettePage {
  to: string;
  key: PageKey;
}

/** Every page that somebody with these roles may open: those of the bar and those behind them. */
export function palettePages(mine: readonly Role[]): PalettePage[] {
  const all: readonly (PalettePage & { roles: readonly Role[] | undefined })[] = [
    ...NAV_ENTRIES,
    ...BEHIND_THE_BAR,
    ...ADMIN_ENTRIES.map(({ to, key, roles }) => ({ to, key: `admin.${key}.title` as const, roles })),
  ];
  return all
    .filter(({ roles }) => roles === undefined || mine.some((role) => roles.includes(role)))
    .map(({ to, key }) => ({ to, key }));
}
