import { sql, type Kysely } from 'kysely';
import { indexForSearch, type Searchable } from '../search-entries.ts';

/** Rows read and written at once: a statement stays short whatever the number of homes. */
const BATCH = 500;

const TABLES = {
  area: sql`select id, name from areas`,
  user: sql`select id, name, username from users`,
  home: sql`select id, address from homes`,
  resident: sql`select id, home_id, name, phone from residents`,
  contact: sql`select id, home_id, name, phone from contacts`,
  device: sql`select id, home_id, ieee_address, friendly_name from devices`,
} satisfies Record<keyof Searchable, unknown>;

/** What is searched: one row of keys for each thing that has a name, an address or a number (docs/search.md). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(db);
  await sql`
    create table search_entries (
      id uuid primary key,
      home_id uuid references homes on delete cascade,
      keys tsvector not null)`.execute(db);
  await sql`create index search_entries_home on search_entries (home_id) where home_id is not null`.execute(
    db,
  );
  await sql`
    create function forget_search_entry() returns trigger language plpgsql as $$
    begin
      delete from search_entries where id = old.id;
      return null;
    end $$`.execute(db);
  for (const table of ['areas', 'users', 'residents', 'contacts', 'devices']) {
    await sql`
      create trigger ${sql.ref(`${table}_search`)} after delete on ${sql.table(table)}
      for each row execute function forget_search_entry()`.execute(db);
  }
  for (const kind of Object.keys(TABLES) as (keyof Searchable)[]) await indexAll(db, kind);
  // Made last, over all rows at once, and not row by row.
  await sql`create index search_entries_keys on search_entries using gin (keys)`.execute(db);
}

async function indexAll<Kind extends keyof Searchable>(db: Kysely<unknown>, kind: Kind): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await sql<Searchable[Kind]>`
      select * from (${TABLES[kind]}) as t where id > ${after}::uuid order by id limit ${BATCH}`.execute(db);
    await indexForSearch(db, kind, rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.id;
  }
}
