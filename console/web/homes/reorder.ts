/**
 * Moves one of a list one place up (-1) or down (1).
 * @param list in its order
 * @returns whose `order` has to be written and what to; counted from 1, so that gaps and doubles heal
 */
export function reorder<T extends { id: string; order: number }>(
  list: readonly T[],
  id: string,
  by: -1 | 1,
): { id: string; order: number }[] {
  const from = list.findIndex((each) => each.id === id);
  const to = from + by;
  const moved = list[from];
  const other = list[to];
  if (!moved || !other) return [];
  const wanted = [...list];
  wanted[from] = other;
  wanted[to] = moved;
  return wanted.flatMap((each, index) =>
    each.order === index + 1 ? [] : [{ id: each.id, order: index + 1 }],
  );
}
