import { sql, type Kysely } from 'kysely';

/** A round of calls asks for those who run the platform as well: without this it reads all users for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create index users_roles on users using gin (roles)`).execute(db);
}
