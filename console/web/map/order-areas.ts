import type { Area } from '../api/shapes.ts';

export interface AreaInTree {
  area: Area;
  /** 0 for what lies in nothing that the reader sees */
  depth: number;
}

/** Areas as a tree is read: each before what lies in it, sisters by name. */
export function orderAreas(areas: readonly Area[], language: string): AreaInTree[] {
  const known = new Set(areas.map(({ id }) => id));
  const within = new Map<string, Area[]>();
  for (const area of [...areas].sort((a, b) => a.name.localeCompare(b.name, language))) {
    const parent = typeof area.parentId === 'string' && known.has(area.parentId) ? area.parentId : '';
    within.set(parent, [...(within.get(parent) ?? []), area]);
  }
  const walk = (parent: string, depth: number): AreaInTree[] =>
    (within.get(parent) ?? []).flatMap((area) => [{ area, depth }, ...walk(area.id, depth + 1)]);
  return walk('', 0);
}
