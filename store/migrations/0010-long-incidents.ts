import { sql, type Kysely } from 'kysely';

/**
 * Statistics of a period look at what was opened in it or up to a week before. The few that took longer are found
 * here, so that an incident of last year which was raised again yesterday is not left out, nor all of them read.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index incidents_long on incidents (resolved_at)
       where class = 'safety' and extract(epoch from resolved_at - opened_at) > 604800`,
    )
    .execute(db);
}
