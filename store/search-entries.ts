import { sql, type QueryExecutorProvider } from 'kysely';
import type { SearchKind } from '../contracts/search.ts';
import { ieeeKeys, nameKeys, phoneKeys, textKeys } from './search-keys.ts';

/** Incidents are found by their id and by their home. */
type IndexedKind = Exclude<SearchKind, 'incident'>;

/** What the keys of each kind start with, so that one index serves all of them without reading the others'. */
export const KIND_LETTERS: Record<IndexedKind, string> = {
  resident: 'r',
  home: 'h',
  contact: 'c',
  device: 'd',
  area: 'a',
  user: 'u',
};

/** What is found by its words, as the tables have it. */
export interface Searchable {
  home: { id: string; address: string };
  resident: { id: string; home_id: string; name: string; phone: string | null };
  contact: { id: string; home_id: string; name: string; phone: string | null };
  device: { id: string; home_id: string; ieee_address: string | null; friendly_name: string | null };
  area: { id: string; name: string };
  user: { id: string; name: string; username: string };
}

interface Entry {
  id: string;
  /** null for what belongs to no home */
  homeId: string | null;
  keys: string[];
}

const ENTRY: { [Kind in IndexedKind]: (row: Searchable[Kind]) => Entry } = {
  home: (row) => ({ id: row.id, homeId: row.id, keys: textKeys(row.address) }),
  resident: personEntry,
  contact: personEntry,
  device: (row) => ({
    id: row.id,
    homeId: row.home_id,
    keys: [...ieeeKeys(row.ieee_address ?? ''), ...textKeys(row.friendly_name ?? '')],
  }),
  area: (row) => ({ id: row.id, homeId: null, keys: nameKeys(row.name) }),
  user: (row) => ({ id: row.id, homeId: null, keys: [...nameKeys(row.name), ...textKeys(row.username)] }),
};

function personEntry(row: Searchable['resident']): Entry {
  return { id: row.id, homeId: row.home_id, keys: [...nameKeys(row.name), ...phoneKeys(row.phone ?? '')] };
}

/**
 * Makes things findable under what they are now called. Part of the transaction that writes them; what is removed
 * is forgotten by triggers, however it goes.
 */
export async function indexForSearch<Kind extends IndexedKind>(
  db: QueryExecutorProvider,
  kind: Kind,
  rows: readonly Searchable[Kind][],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => {
    const { id, homeId, keys } = ENTRY[kind](row);
    const lexemes = keys.filter((key) => key !== '=').map((key) => KIND_LETTERS[kind] + key);
    return sql`(${id}::uuid, ${homeId}::uuid, array_to_tsvector(${lexemes}::text[]))`;
  });
  await sql`
    insert into search_entries (id, home_id, keys) values ${sql.join(values)}
    on conflict (id) do update set home_id = excluded.home_id, keys = excluded.keys`.execute(db);
}
