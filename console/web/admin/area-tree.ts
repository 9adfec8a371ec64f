import type { Area } from '../api/shapes.ts';

type Placed = Pick<Area, 'id' | 'name' | 'parentId'>;

/** Each area below its parent, by name; what has a parent that is not there (outside one's areas) stands at the top. */
export function areaTree<A extends Placed>(areas: readonly A[]): { area: A; depth: number }[] {
  const known = new Set(areas.map(({ id }) => id));
  const children = new Map<string, A[]>();
  for (const area of areas) {
    const parent = area.parentId !== undefined && known.has(area.parentId) ? area.parentId : '';
    children.set(parent, [...(children.get(parent) ?? []), area]);
  }
  const below = (parent: string, depth: number): { area: A; depth: number }[] =>
    (children.get(parent) ?? [])
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
      .flatMap((area) => [{ area, depth }, ...below(area.id, depth + 1)]);
  return below('', 0);
}
