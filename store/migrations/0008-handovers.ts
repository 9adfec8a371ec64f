import { sql, type Kysely } from 'kysely';

/** Shift handovers: who left what to whom, as it stood then. Names stand beside ids: the paper outlives the account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table handovers (
      id uuid primary key,
      all_areas boolean not null,
      area_ids uuid[] not null,
      from_user uuid not null,
      from_name text not null,
      to_user uuid,
      to_name text,
      prepared_at timestamptz not null,
      signed_out_at timestamptz not null,
      signed_in_at timestamptz,
      notes text not null,
      points jsonb not null,
      check (to_user is distinct from from_user),
      check ((to_user is null) = (signed_in_at is null)))`.execute(db);
}
