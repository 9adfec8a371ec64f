import { sql } from 'kysely';
import type { Store } from '../../store/open-store.ts';

export interface CallsMade {
  /** incidents whose first round of calls is written down */
  rounds: number;
  /** calls of first rounds that a provider has to carry, and how many it has taken */
  calls: number;
  handedOver: number;
  /** when the last first round was written down, and the last first call was handed to a provider; epoch ms */
  lastRoundAt: number | undefined;
  lastCallAt: number | undefined;
}

/** How far calling has come, by the database. */
export async function readCallsMade(store: Store): Promise<CallsMade> {
  const { rows } = await sql<{
    rounds: number;
    calls: number;
    handed_over: number;
    last_round: Date | null;
    last_call: Date | null;
  }>`
    select count(distinct incident_id)::int as rounds,
      count(*) filter (where channel <> 'console')::int as calls,
      count(*) filter (where channel <> 'console' and sent_at is not null)::int as handed_over,
      max(created_at) as last_round,
      max(sent_at) filter (where channel <> 'console') as last_call
    from notifications where round = 0 and purpose = 'alarm'`.execute(store);
  const [row] = rows;
  if (row === undefined) throw new Error('a count without a row');
  return {
    rounds: row.rounds,
    calls: row.calls,
    handedOver: row.handed_over,
    lastRoundAt: row.last_round?.getTime(),
    lastCallAt: row.last_call?.getTime(),
  };
}
