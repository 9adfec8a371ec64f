import { sql, type Selectable, type Transaction } from 'kysely';
import type { Webhook } from '../contracts/webhook.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

interface WebhookFields {
  name?: string | undefined;
  url?: string | undefined;
  format?: Webhook['format'] | undefined;
  secret?: string | undefined;
}

/** Webhooks of the areas in scope, and for who sees everything those of the platform; oldest first. */
export async function listWebhooks(db: Db, query: PageQuery & { scope: Scope }): Promise<Page<Webhook>> {
  const { scope } = query;
  let select = db
    .selectFrom('webhooks')
    .selectAll()
    .orderBy('id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('id', '>', query.cursor);
  if (!scope.all) {
    select = select.where(
      sql<boolean>`exists (select 1 from areas a where a.id = webhooks.area_id and a.path && ${scope.areaIds}::uuid[])`,
    );
  }
  return page(await select.execute(), query.limit, toWebhook);
}

export async function findWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toWebhook(row);
}

/** Where and how a webhook is told: what signs it leaves the database for the sender alone. */
export async function findWebhookAddress(
  db: Db,
  id: string,
): Promise<{ url: string; secret: string; format: Webhook['format'] } | undefined> {
  return db
    .selectFrom('webhooks')
    .select(['url', 'secret', 'format'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Those that policies at this place may name: of the platform, of the area and of those above it. */
export async function findWebhookIds(db: Db, areaPath: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('webhooks')
    .select('id')
    .where(sql<boolean>`area_id is null or area_id = any(${areaPath}::uuid[])`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

export async function insertWebhook(
  db: Db,
  webhook: { areaId: string | null; name: string; url: string; format: Webhook['format']; secret: string },
): Promise<Webhook> {
  const { areaId, ...fields } = webhook;
  const row = await db
    .insertInto('webhooks')
    .values({ id: newId(), area_id: areaId, ...fields })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toWebhook(row);
}

export async function updateWebhook(db: Db, id: string, fields: WebhookFields): Promise<Webhook> {
  const { name, url, format, secret } = fields;
  const row = await db
    .updateTable('webhooks')
    .set({
      // An update must set something; the id stays what it is.
      id,
      ...(name !== undefined && { name }),
      ...(url !== undefined && { url }),
      ...(format !== undefined && { format }),
      ...(secret !== undefined && { secret }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toWebhook(row);
}

export async function deleteWebhook(db: Db, id: string): Promise<void> {
  await db.deleteFrom('webhooks').where('id', '=', id).execute();
}

function toWebhook(row: Selectable<Tables['webhooks']>): Webhook {
  return {
    id: row.id,
    ...(row.area_id !== null && { areaId: row.area_id }),
    name: row.name,
    url: row.url,
    format: row.format,
    createdAt: row.created_at.toISOString(),
  };
}
