import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areaTree } from './area-tree.ts';

const area = (id: string, parentId?: string) => ({ id, name: id, ...(parentId && { parentId }) });

it('lists an area right below what it is part of, and one whose parent cannot be seen at the top', () => {
  const tree = areaTree([area('c', 'a'), area('b'), area('a'), area('d', 'c'), area('x', 'unseen')]);
  expect(tree.map(({ area: { id }, depth }) => `${id}${depth}`)).toEqual(['a0', 'c1', 'd2', 'b0', 'x0']);
});

it('never leaves out an area and never lists one twice', () => {
  const forest = fc.array(fc.nat(20), { maxLength: 20 }).map((parents) =>
    // A parent comes before its children, as it is made before them.
    parents.map((parent, index) => area(`n${index}`, parent < index ? `n${parent}` : undefined)),
  );
  fc.assert(
    fc.property(forest, (areas) => {
      const seen = areaTree(areas).map(({ area: { id } }) => id);
      expect([...seen].sort()).toEqual(areas.map(({ id }) => id).sort());
      for (const { id, parentId } of areas) {
        if (parentId) expect(seen.indexOf(parentId)).toBeLessThan(seen.indexOf(id));
      }
    }),
  );
});
