import { graver, type Sign } from './home-sign.ts';

/** A home on the screen; x and y in pixels. */
export interface Spot {
  id: string;
  x: number;
  y: number;
  sign: Sign;
}

/** What is drawn: one home, or several that would cover each other, with the gravest sign among them. */
export interface Mark {
  x: number;
  y: number;
  sign: Sign;
  /** how many of them have that sign */
  gravest: number;
  ids: string[];
}

/**
 * Puts homes that would cover each other together, cell by cell, so that thousands can be told apart and drawn. A home
 * where somebody calls always stands alone (DOMAIN rule 10). The gravest come last: they are drawn on top.
 * @param cell side of a cell, pixels
 */
export function groupMarks(spots: Iterable<Spot>, cell: number): Mark[] {
  const alone: Mark[] = [];
  const cells = new Map<string, Mark>();
  for (const { id, x, y, sign } of spots) {
    if (sign === 'life' || sign === 'urgent') {
      alone.push({ x, y, sign, gravest: 1, ids: [id] });
      continue;
    }
    const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const mark = cells.get(key);
    if (mark === undefined) {
      cells.set(key, { x, y, sign, gravest: 1, ids: [id] });
      continue;
    }
    const n = mark.ids.length;
    mark.x += (x - mark.x) / (n + 1);
    mark.y += (y - mark.y) / (n + 1);
    mark.ids.push(id);
    if (sign === mark.sign) mark.gravest += 1;
    else if (graver(sign, mark.sign) < 0) Object.assign(mark, { sign, gravest: 1 });
  }
  for (const mark of cells.values()) if (mark.ids.length > 1) keepInside(mark, cell);
  return [...cells.values(), ...alone].sort((a, b) => graver(b.sign, a.sign));
}

/** Near the middle of its cell, so that it does not cover the group of the next one. */
function keepInside(mark: Mark, cell: number): void {
  const limit = (at: number): number => {
    const middle = (Math.floor(at / cell) + 0.5) * cell;
    return Math.max(middle - cell / 8, Math.min(middle + cell / 8, at));
  };
  mark.x = limit(mark.x);
  mark.y = limit(mark.y);
}

/** The mark that a finger or a mouse means, the topmost of those within reach. */
export function markAt(marks: readonly Mark[], x: number, y: number, reach: number): Mark | undefined {
  let best: Mark | undefined;
  let nearest = reach * reach;
  for (const mark of marks) {
    const distance = (mark.x - x) ** 2 + (mark.y - y) ** 2;
    if (distance > nearest) continue;
    best = mark;
    nearest = distance;
  }
  return best;
}
