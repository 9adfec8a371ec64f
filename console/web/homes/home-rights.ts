import type { Role } from '../../../contracts/people.ts';

/** What somebody may see and do on the page of a home; the server decides again. */
export interface HomeRights {
  staff: boolean;
  manages: boolean;
  installs: boolean;
  worksHere: boolean;
  /** residents, readings and history: everybody but installers */
  seesPeople: boolean;
}

export function homeRights(roles: readonly Role[]): HomeRights {
  const manages = roles.some((role) => role === 'admin' || role === 'supervisor');
  const staff = manages || roles.includes('operator');
  const installs = manages || roles.includes('installer');
  return {
    staff,
    manages,
    installs,
    worksHere: staff || installs,
    seesPeople: staff || roles.includes('family'),
  };
}
