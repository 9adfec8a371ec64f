import { sql, type Selectable, type Transaction } from 'kysely';
import type { Contact } from '../contracts/home.ts';
import type { QuietHours } from '../contracts/call-context.ts';
import type { Channel, Locale } from '../contracts/notification.ts';
import type { Relation } from '../contracts/people.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import { indexForSearch } from './search-entries.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** `null` clears what may be unknown; `undefined` leaves it. */
export interface ContactFields {
  name?: string | undefined;
  relation?: Relation | undefined;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  order?: number | undefined;
  locale?: Locale | undefined;
  preferredChannels?: Channel[] | undefined;
  quietHours?: QuietHours | null | undefined;
}

/** The contacts of a home in the order in which they are called. */
export async function listContacts(db: Db, homeId: string, query: PageQuery): Promise<Page<Contact>> {
  let select = db
    .selectFrom('contacts')
    .selectAll()
    .where('home_id', '=', homeId)
    .orderBy('call_order')
    .orderBy('id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) {
    select = select.where(
      sql<boolean>`(call_order, id) > (select c.call_order, c.id from contacts c where c.id = ${query.cursor})`,
    );
  }
  return page(await select.execute(), query.limit, toContact);
}

export async function findContact(db: Db, homeId: string, id: string): Promise<Contact | undefined> {
  const row = await db
    .selectFrom('contacts')
    .selectAll()
    .where('home_id', '=', homeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toContact(row);
}

/** Without an order the contact comes after those that are there. */
export async function insertContact(
  db: Db,
  homeId: string,
  contact: ContactFields & { name: string; relation: Relation },
): Promise<Contact> {
  const row = await db
    .insertInto('contacts')
    .values({
      id: newId(),
      home_id: homeId,
      name: contact.name,
      relation: contact.relation,
      phone: contact.phone ?? null,
      email: contact.email ?? null,
      ...wishesOf(contact),
      call_order:
        contact.order ??
        sql<number>`(select coalesce(max(call_order), 0) + 1 from contacts where home_id = ${homeId})`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'contact', [row]);
  return toContact(row);
}

export async function updateContact(db: Db, id: string, fields: ContactFields): Promise<Contact> {
  const row = await db
    .updateTable('contacts')
    .set({
      // An update must set something; the id stays what it is.
      id,
      ...(fields.name !== undefined && { name: fields.name }),
      ...(fields.relation !== undefined && { relation: fields.relation }),
      ...(fields.phone !== undefined && { phone: fields.phone }),
      ...(fields.email !== undefined && { email: fields.email }),
      ...(fields.order !== undefined && { call_order: fields.order }),
      ...wishesOf(fields),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'contact', [row]);
  return toContact(row);
}

export async function deleteContact(db: Db, id: string): Promise<void> {
  await db.deleteFrom('contacts').where('id', '=', id).execute();
}

function wishesOf({ locale, preferredChannels, quietHours }: ContactFields) {
  return {
    ...(locale !== undefined && { locale }),
    ...(preferredChannels !== undefined && { preferred_channels: preferredChannels }),
    ...(quietHours !== undefined && {
      quiet_from: quietHours?.from ?? null,
      quiet_to: quietHours?.to ?? null,
    }),
  };
}

function toContact(row: Selectable<Tables['contacts']>): Contact {
  return {
    id: row.id,
    homeId: row.home_id,
    name: row.name,
    relation: row.relation,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.email !== null && { email: row.email }),
    locale: row.locale,
    preferredChannels: row.preferred_channels,
    ...(row.quiet_from !== null &&
      row.quiet_to !== null && { quietHours: { from: row.quiet_from, to: row.quiet_to } }),
    order: row.call_order,
    createdAt: row.created_at.toISOString(),
  };
}
