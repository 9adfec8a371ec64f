/** One page of a list. `cursor` is the id of the last item seen: ids are UUID v7, so their order is that of making. */
export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

export interface Page<Item> {
  items: Item[];
  /** absent on the last page */
  nextCursor?: string;
}

/** Makes a page of up to `limit + 1` rows: the one too many only says that there is more. */
export function page<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorOf: (row: Row) => string = (row) => row.id,
): Page<Item> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toItem),
    ...(last && { nextCursor: cursorOf(last) }),
  };
}
