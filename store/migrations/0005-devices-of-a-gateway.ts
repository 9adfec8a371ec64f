import { sql, type Kysely } from 'kysely';

/** Who speaks through a gateway is asked with every device that ingest does not remember; it was a read of all devices. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create index devices_gateway on devices (gateway_id) where gateway_id is not null`)
    .execute(db);
}
