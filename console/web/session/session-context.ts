import { createContext, useContext } from 'react';
import type { Principal } from '../../../contracts/people.ts';

export const SessionContext = createContext<Principal | undefined>(undefined);

/** Who is logged in. Only below the login. */
export function useUser(): Principal {
  const user = useContext(SessionContext);
  if (!user) throw new Error('useUser outside of a session: render it below SessionContext');
  return user;
}
