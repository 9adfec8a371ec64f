import type { Transaction } from 'kysely';
import { writeAudit, type AuditRow } from './audit.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

/**
 * A change and its audit row in one transaction: neither without the other (DOMAIN rule 12).
 * @param work makes the change; what it throws undoes everything
 */
export async function change<Result>(
  store: Store,
  work: (trx: Transaction<Tables>) => Promise<{ result: Result; audit: AuditRow }>,
): Promise<Result> {
  return store.transaction().execute(async (trx) => {
    const { result, audit } = await work(trx);
    await writeAudit(trx, [audit]);
    return result;
  });
}
