import { sql, type Kysely } from 'kysely';

/** Every round of calls asks who belongs to a home: with 500,000 homes the families alone are a long table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['area_ids', 'home_ids']) {
    await sql.raw(`create index users_${column} on users using gin (${column})`).execute(db);
  }
}
