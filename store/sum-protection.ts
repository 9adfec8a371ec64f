import { sql } from 'kysely';
import type { ProtectionCounts, ProtectionState } from '../contracts/protection.ts';
import type { Store } from './open-store.ts';
import { homeInScope, type Scope } from './scope.ts';

/** How many homes in scope are in which state. One that was never judged is not protected. */
export async function sumProtection(store: Store, scope: Scope): Promise<ProtectionCounts> {
  const { rows } = await sql<{ state: ProtectionState; n: number }>`
    select coalesce(p.state, 'unprotected') as state, count(*)::int as n
    from homes h join areas a on a.id = h.area_id left join home_protection p on p.home_id = h.id
    where ${homeInScope(scope, { home: 'h.id', path: 'a.path' })}
    group by 1`.execute(store);
  const counts = Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  return { protected: 0, impaired: 0, unprotected: 0, maintenance: 0, ...counts };
}
