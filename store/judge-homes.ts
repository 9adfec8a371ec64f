import { sql, type Transaction } from 'kysely';
import { judgeProtection, type ProtectionReason, type ProtectionState } from '../contracts/protection.ts';
import type { Store } from './open-store.ts';
import { readProtectionInputs } from './read-protection-inputs.ts';
import type { Tables } from './schema.ts';

/** Any number that nobody else locks: two that judge the same home at once could write the older finding last. */
const ONE_JUDGE = 7_007;

interface Kept {
  state: ProtectionState;
  reasons: ProtectionReason[];
  since: Date;
  lookAt: Date | null;
}

/**
 * Judges again the homes that were noted and those whose time has come, and writes down what has changed. Cheap when
 * there is nothing to do; one process at a time.
 * @param now epoch ms by the platform's clock
 * @returns how many homes were looked at; `limit` or more: there may be more waiting
 */
export async function judgeHomes(store: Store, now: number, limit: number): Promise<number> {
  const at = new Date(now);
  const { rows } = await sql<{ some: boolean }>`
    select exists (select 1 from home_looks) or exists (select 1 from home_protection where look_at <= ${at}) as some`.execute(
    store,
  );
  if (rows[0]?.some !== true) return 0;
  return store.transaction().execute(async (trx) => {
    const lock = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${ONE_JUDGE}) as mine`.execute(
      trx,
    );
    if (lock.rows[0]?.mine !== true) return 0;
    const { homeIds, taken } = await takeLooks(trx, at, limit);
    // The notes are taken before what they are about is read: whatever comes later leaves a note of its own.
    const inputs = await readProtectionInputs(trx, homeIds, at);
    const before = await readKept(trx, homeIds);
    const changes = [...inputs].flatMap(([homeId, input]) => {
      const { state, reasons, lookAt } = judgeProtection(input, now);
      const was = before.get(homeId);
      const same = was?.state === state && JSON.stringify(was.reasons) === JSON.stringify(reasons);
      if (same && was.lookAt?.getTime() === lookAt) return [];
      const since = was?.state === state ? was.since : at;
      return [{ homeId, state, reasons, since, lookAt }];
    });
    await keep(trx, changes, at);
    return taken;
  });
}

async function takeLooks(
  trx: Transaction<Tables>,
  at: Date,
  limit: number,
): Promise<{ homeIds: string[]; taken: number }> {
  const noted = await sql<{ home_id: string }>`
    delete from home_looks where ctid = any(array(select ctid from home_looks limit ${limit}))
    returning home_id`.execute(trx);
  const due = await sql<{ home_id: string }>`
    select home_id from home_protection where look_at <= ${at} order by look_at limit ${limit}`.execute(trx);
  const ids = [...noted.rows, ...due.rows].map(({ home_id }) => home_id);
  return { homeIds: [...new Set(ids)], taken: ids.length };
}

async function readKept(trx: Transaction<Tables>, homeIds: readonly string[]): Promise<Map<string, Kept>> {
  const { rows } = await sql<Kept & { home_id: string }>`
    select home_id, state, reasons, since, look_at as "lookAt" from home_protection
    where home_id = any(${homeIds}::uuid[])`.execute(trx);
  return new Map(rows.map((row) => [row.home_id, row]));
}

async function keep(
  trx: Transaction<Tables>,
  changes: readonly {
    homeId: string;
    state: ProtectionState;
    reasons: ProtectionReason[];
    since: Date;
    lookAt: number | undefined;
  }[],
  at: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into home_protection as kept (home_id, state, reasons, since, changed_at, look_at)
    select t.home_id, t.state, t.reasons, t.since, ${at}, t.look_at
    from unnest(
      ${changes.map(({ homeId }) => homeId)}::uuid[], ${changes.map(({ state }) => state)}::text[],
      ${changes.map(({ reasons }) => JSON.stringify(reasons))}::jsonb[],
      ${changes.map(({ since }) => since.toISOString())}::timestamptz[],
      ${changes.map(({ lookAt }) => (lookAt === undefined ? null : new Date(lookAt).toISOString()))}::timestamptz[]
    ) as t(home_id, state, reasons, since, look_at)
    join homes h on h.id = t.home_id
    on conflict (home_id) do update set
      state = excluded.state, reasons = excluded.reasons, since = excluded.since, look_at = excluded.look_at,
      changed_at = case when kept.state = excluded.state and kept.reasons = excluded.reasons
        then kept.changed_at else excluded.changed_at end`.execute(trx);
}
